#include "core/io/session/link.h"

#include <zlib.h>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/io/files/file_error.h"
#include "core/io/json/json_write.h"
#include "core/io/session/link_dictionary.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"
#include "core/io/session/view_json.h"

namespace poolwalk::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view name = "link";
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t max_session_bytes = std::size_t{1} << 20;

Error link_error(std::string_view what) { return file_error(name, "", what); }

std::string in_letters(std::string_view bytes) {
    std::string text;
    unsigned held = 0;
    int bits = 0;
    for (const char c : bytes) {
        held = (held << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
        for (bits += 8; bits >= 6; bits -= 6) text += letters[held >> (bits - 6) & 63];
    }
    if (bits > 0) text += letters[held << (6 - bits) & 63];
    return text;
}

// Every text of letters stands for other bytes than all others do, or for none.
Result<std::string> from_letters(std::string_view text) {
    std::string bytes;
    unsigned held = 0;
    int bits = 0;
    for (const char c : text) {
        const std::size_t value = letters.find(c);
        if (value == letters.npos)
            return link_error("found " + io::quoted({&c, 1}) + ", expected letters, digits, - and _");
        held = (held << 6 | static_cast<unsigned>(value)) & 0xFFFF;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 0xFF);
    }
    if (bits == 6 || (held & ((1u << bits) - 1)) != 0) return link_error("it is cut, expected a whole link");
    return bytes;
}

const Bytef* in(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

uInt size_of(std::string_view text) { return static_cast<uInt>(text.size()); }

std::string deflated(std::string_view text) {
    z_stream stream{};
    constexpr int window_bits = 15, memory = 9;
    POOLWALK_CHECK(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, memory, Z_DEFAULT_STRATEGY) ==
                   Z_OK);
    const std::string_view dictionary = link_dictionaries().back();
    deflateSetDictionary(&stream, in(dictionary), size_of(dictionary));
    std::string bytes(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = const_cast<Bytef*>(in(text));
    stream.avail_in = size_of(text);
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = size_of(bytes);
    const int end = deflate(&stream, Z_FINISH);
    bytes.resize(stream.total_out);
    deflateEnd(&stream);
    POOLWALK_CHECK(end == Z_STREAM_END);
    return bytes;
}

// False: of a dictionary that this program does not have.
bool give_dictionary(z_stream& stream) {
    return std::ranges::any_of(link_dictionaries(), [&](std::string_view dictionary) {
        return inflateSetDictionary(&stream, in(dictionary), size_of(dictionary)) == Z_OK;
    });
}

Result<std::string> inflated(std::string_view bytes) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return link_error("there is not enough memory for it");
    std::string text(max_session_bytes + 1, '\0');
    stream.next_in = const_cast<Bytef*>(in(bytes));
    stream.avail_in = size_of(bytes);
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = size_of(text);
    int end = inflate(&stream, Z_FINISH);
    const bool is_known = end != Z_NEED_DICT || give_dictionary(stream);
    if (end == Z_NEED_DICT && is_known) end = inflate(&stream, Z_FINISH);
    const uInt behind = stream.avail_in, room = stream.avail_out;
    text.resize(stream.total_out);
    inflateEnd(&stream);
    if (!is_known) return link_error("it is altered, or made by a newer Poolwalk");
    if (room == 0) return link_error("the session in it is larger than 1 MiB");
    if (end != Z_STREAM_END || behind > 0) return link_error("it is cut or altered, expected a whole link");
    return text;
}

// What is the same in a fresh window is left out.
void add_differences(Json& session, const char* key, const Json& fresh) {
    Json& all = session[key];
    for (const auto& [member, value] : fresh.items())
        if (all[member] == value) all.erase(member);
    if (all.empty()) session.erase(key);
}

bool is_inline(const SharedTensor& tensor) { return shape_of(*tensor).cells() <= inline_cells; }

}  // namespace

Result<std::string> link_of(const SessionFile& session) {
    const Document& document = session.document;
    if (!is_inline(document.input) || !is_inline(document.grad_output) || !is_inline(document.kept_grad_output) ||
        (session.claim && !is_inline(session.claim->grad_input)))
        return Error{"a link holds arrays of up to " + std::to_string(inline_cells) +
                     " cells: save a session instead"};
    SessionFile kept = session;
    kept.copy_of.clear();
    Json json = json_of(kept);
    add_differences(json, "view", json_of(View{}));
    add_differences(json, "playback", json_of(Playback{}));
    std::string link = std::string(link_mark) + in_letters(deflated(to_line(json)));
    if (link.size() <= max_link_characters) return link;
    return Error{"the link would be " + std::to_string(link.size()) + " characters long, of at most " +
                 std::to_string(max_link_characters) + ": save a session instead"};
}

bool is_link(std::string_view text) {
    for (const std::string_view beginning : {"http://", "https://", "file://"})
        if (text.starts_with(beginning)) return true;
    return text.starts_with(link_mark);
}

Result<SessionFile> read_link(std::string_view address) {
    const std::size_t mark = address.find(link_mark);
    if (mark == address.npos)
        return link_error("there is no session in it, expected " + std::string(link_mark) + " and letters");
    std::string_view text = address.substr(mark + link_mark.size());
    text = text.substr(0, text.find('&'));
    if (text.size() > max_link_characters)
        return link_error("found " + std::to_string(text.size()) + " characters, expected at most " +
                          std::to_string(max_link_characters));
    const Result<std::string> bytes = from_letters(text);
    if (!bytes) return bytes.error();
    const Result<std::string> json = inflated(*bytes);
    if (!json) return json.error();
    auto session = read_session(*json, name, {});
    if (session && !session->copy_of.empty()) return link_error("copy_of: a link is no copy of a file");
    return session;
}

}  // namespace poolwalk::io
