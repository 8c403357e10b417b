#include "core/io/arrays/npz_read.h"

#include <zip.h>

#include <algorithm>
#include <memory>

#include "core/base/large_memory.h"
#include "core/io/arrays/npy_read.h"
#include "core/io/files/file_error.h"
#include "core/io/files/read_file.h"

namespace poolwalk::io {
namespace {

constexpr std::string_view local_header = "PK\x03\x04", end_record = "PK\x05\x06", end_locator_64 = "PK\x06\x07";
constexpr std::string_view npy_ending = ".npy";
constexpr std::size_t end_record_bytes = 22, locator_bytes = 20, max_comment_bytes = 65535;
constexpr std::size_t piece_bytes = beginning_bytes;
// No deflate stream unpacks to more.
constexpr std::uint64_t max_deflate_factor = 1032;
constexpr std::size_t max_names_said = 12;

struct CloseArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
    void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;

Error in_libzips_words(std::string_view name, std::string_view place, const char* words) {
    return file_error(name, place,
                      "found damage, in libzip's words \"" + printable(words, 200) + "\", expected a whole archive");
}

// Only the records of archives of 65536 files and more have 64 bits; libzip would keep something of each file.
bool has_very_many_files(std::string_view bytes) {
    const std::size_t tail = end_record_bytes + max_comment_bytes;
    std::size_t at = bytes.size() > tail ? bytes.size() - tail : 0;
    while ((at = bytes.find(end_record, at)) != bytes.npos) {
        if (at >= locator_bytes && bytes.substr(at - locator_bytes).starts_with(end_locator_64)) return true;
        ++at;
    }
    return false;
}

std::optional<Error> kind_error(std::string_view bytes, std::string_view name) {
    if (bytes.starts_with(local_header) || bytes.starts_with(end_record)) return {};
    const std::string_view kind = known_kind(bytes);
    std::string found(kind);
    if (kind.empty()) found = bytes.empty() ? "an empty file" : quoted(bytes.substr(0, local_header.size()));
    return file_error(name, "", "found " + found + ", expected a NumPy .npz archive");
}

// The archive refers to `bytes`.
Result<Archive> open_archive(std::string_view bytes, std::string_view name) {
    if (std::optional<Error> error = kind_error(bytes, name)) return *error;
    if (has_very_many_files(bytes))
        return file_error(name, "", "found an archive of a form for more than 65535 files, expected one of a few");
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive != nullptr) return Archive(archive);
    if (source != nullptr) zip_source_free(source);
    Error refused = in_libzips_words(name, "", zip_error_strerror(&error));
    zip_error_fini(&error);
    return refused;
}

struct Entry {
    std::uint64_t index = 0;
    std::string name;  // of the array
};

Result<std::vector<Entry>> entries_of(const Archive& archive, std::string_view name) {
    std::vector<Entry> entries;
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* raw = zip_get_name(archive.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
        if (raw == nullptr) return in_libzips_words(name, "", zip_strerror(archive.get()));
        std::string_view file = raw;
        if (file.ends_with(npy_ending)) file.remove_suffix(npy_ending.size());
        entries.push_back({static_cast<std::uint64_t>(i), std::string(file)});
    }
    if (entries.empty()) return file_error(name, "", "found an archive without files, expected arrays in it");
    return entries;
}

std::string listed(const std::vector<Entry>& entries) {
    std::string text;
    for (std::size_t i = 0; i < std::min(entries.size(), max_names_said); ++i)
        text += (i == 0 ? "" : ", ") + printable(entries[i].name, 64);
    return entries.size() > max_names_said ? text + " and others" : text;
}

Result<Entry> chosen(const std::vector<Entry>& entries, std::string_view name, const NpzArray& array) {
    if (array.asked.empty() && entries.size() == 1) return entries.front();
    const std::string_view wanted = array.asked.empty() ? array.usual : array.asked;
    const auto is_it = [&](const Entry& entry) { return entry.name == wanted; };
    const auto count = std::ranges::count_if(entries, is_it);
    if (count == 1) return *std::ranges::find_if(entries, is_it);
    if (count > 1) return file_error(name, "", "found the array " + quoted(wanted) + " more than once");
    if (array.asked.empty())
        return file_error(name, "",
                          "found the arrays " + listed(entries) + ", expected " + quoted(wanted) + " among them; " +
                              printable(name, max_names_said * 64) + ":" + printable(entries.front().name, 64) +
                              " names one");
    return file_error(name, "",
                      "found the arrays " + listed(entries) + ", expected " + quoted(wanted) + " among them");
}

// What the archive says of an entry, if it may be unpacked.
Result<zip_stat_t> stat_of(const Archive& archive, const Entry& entry, std::string_view name) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive.get(), entry.index, 0, &stat) != 0)
        return in_libzips_words(name, "", zip_strerror(archive.get()));
    constexpr zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    if ((stat.valid & needed) != needed) return file_error(name, "", "the archive does not say how large it is");
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
        return file_error(name, "", "found a way of packing that NumPy does not use, expected stored or deflated");
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
        return file_error(name, "", "found an encrypted file, expected one without a password");
    if (stat.size > max_file_bytes)
        return file_error(
            name, "", "the array is too large: the limit is 1 GiB (" + std::to_string(max_file_bytes) + " bytes)");
    if (stat.size / max_deflate_factor > stat.comp_size)
        return file_error(name, "",
                          "found " + std::to_string(stat.comp_size) + " packed bytes, too few for the " +
                              std::to_string(stat.size) + " that the archive claims");
    return stat;
}

// All of an entry, unpacked; the memory grows with what has come, until the beginning is known to be right.
Result<std::string> unpacked(const Archive& archive, const Entry& entry, std::string_view name,
                             const Progress& progress) {
    const Result<zip_stat_t> stat = stat_of(archive, entry, name);
    if (!stat) return stat.error();
    const std::unique_ptr<zip_file_t, CloseEntry> file(zip_fopen_index(archive.get(), entry.index, 0));
    if (!file) return in_libzips_words(name, "", zip_strerror(archive.get()));
    std::string bytes;
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + piece_bytes);
        const zip_int64_t got = zip_fread(file.get(), bytes.data() + before, piece_bytes);
        if (got < 0)
            return in_libzips_words(name, "byte " + std::to_string(before + 1), zip_file_strerror(file.get()));
        bytes.resize(before + static_cast<std::size_t>(got));
        if (got == 0) break;
        if (bytes.size() > stat->size)
            return file_error(name, "",
                              "found more bytes than the " + std::to_string(stat->size) + " that the archive claims");
        if (!goes_on(progress, static_cast<double>(bytes.size()) / static_cast<double>(stat->size))) return stopped();
        if (before > 0 || bytes.size() == stat->size) continue;
        if (std::optional<Error> error = check_npy_beginning(bytes, stat->size, name)) return *error;
        reserve_large(bytes, static_cast<std::size_t>(stat->size) + piece_bytes);
    }
    return bytes;
}

Result<Loaded> read(std::string_view bytes, std::string_view name, const NpzArray& array, const Progress& progress) {
    const Result<Archive> archive = open_archive(bytes, name);
    if (!archive) return archive.error();
    const Result<std::vector<Entry>> entries = entries_of(*archive, name);
    if (!entries) return entries.error();
    const Result<Entry> entry = chosen(*entries, name, array);
    if (!entry) return entry.error();
    const std::string member = std::string(name) + ":" + entry->name;
    const Result<std::string> npy = unpacked(*archive, *entry, member, progress);
    return npy ? read_npy(*npy, member) : npy.error();
}

}  // namespace

Result<Loaded> read_npz(std::string_view bytes, std::string_view name, const NpzArray& array,
                        const Progress& progress) {
    return guarded(name, [&] { return read(bytes, name, array, progress); });
}

Result<std::vector<std::string>> npz_names(std::string_view bytes, std::string_view name) {
    const Result<Archive> archive = open_archive(bytes, name);
    if (!archive) return archive.error();
    const Result<std::vector<Entry>> entries = entries_of(*archive, name);
    if (!entries) return entries.error();
    std::vector<std::string> names;
    for (const Entry& entry : *entries) names.push_back(entry.name);
    return names;
}

std::optional<Error> check_npz_beginning(std::string_view beginning, std::uintmax_t bytes, std::string_view name) {
    // The end of an archive of no files, and a comment of at most 65535 bytes.
    constexpr std::uintmax_t largest_empty_archive = 22 + 65535;
    if (beginning.starts_with(end_record) && bytes > largest_empty_archive)
        return file_error(name, "", "found the end of an archive at its beginning, expected a whole archive");
    return kind_error(beginning, name);
}

}  // namespace poolwalk::io
