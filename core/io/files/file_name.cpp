#include "core/io/files/file_name.h"

#include <algorithm>

namespace poolwalk::io {

bool has_ending(std::string_view name, std::string_view ending) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return name.size() >= ending.size() && std::equal(ending.begin(), ending.end(), name.end() - ending.size(),
                                                      [&](char a, char b) { return a == lower(b); });
}

}  // namespace poolwalk::io
