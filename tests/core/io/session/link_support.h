// Any text as a link, as somebody who does not mean well would make one.
#pragma once

#include <zlib.h>
#include <string>
#include <string_view>

#include "core/io/session/link.h"
#include "core/io/session/link_dictionary.h"

namespace poolwalk::test {

inline std::string base64url(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    for (std::size_t bit = 0; bit < bytes.size() * 8; bit += 6) {
        unsigned letter = 0;
        for (std::size_t i = bit; i < bit + 6; ++i) {
            const unsigned byte = i / 8 < bytes.size() ? static_cast<unsigned char>(bytes[i / 8]) : 0;
            letter = letter << 1 | (byte >> (7 - i % 8) & 1);
        }
        text += letters[letter];
    }
    return text;
}

// With "" as its dictionary a stream of zlib's has none.
inline std::string deflated(std::string_view text, std::string_view dictionary) {
    const auto in = [](std::string_view bytes) {
        return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    };
    z_stream stream{};
    deflateInit(&stream, Z_DEFAULT_COMPRESSION);
    if (!dictionary.empty()) deflateSetDictionary(&stream, in(dictionary), static_cast<uInt>(dictionary.size()));
    std::string bytes(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = in(text);
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = in(bytes);
    stream.avail_out = static_cast<uInt>(bytes.size());
    deflate(&stream, Z_FINISH);
    bytes.resize(stream.total_out);
    deflateEnd(&stream);
    return bytes;
}

inline std::string link_of_text(std::string_view text) {
    return std::string(io::link_mark) + base64url(deflated(text, io::link_dictionaries().back()));
}

}  // namespace poolwalk::test
