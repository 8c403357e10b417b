#include "core/io/arrays/array_reader.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <type_traits>

#include "core/io/arrays/jpeg_read.h"
#include "core/io/arrays/npy_read.h"
#include "core/io/arrays/npz_read.h"
#include "core/io/arrays/png_read.h"
#include "core/io/arrays/text_read.h"
#include "core/io/files/file_error.h"
#include "core/io/files/file_name.h"
#include "core/io/files/read_file.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_quoted_name = 255;

struct Format {
    std::string_view ending;
    Result<Loaded> (*read)(std::string_view bytes, std::string_view name, const NpzArray&, const Progress& progress);
    CheckBeginning check_beginning;
};

// Of a file that holds one array.
template <auto Read>
Result<Loaded> read_one(std::string_view bytes, std::string_view name, const NpzArray&, const Progress& progress) {
    // Of an .npy file the values are there as they are to be, so that reading the file is most of the time.
    if constexpr (std::is_invocable_v<decltype(Read), std::string_view, std::string_view>) return Read(bytes, name);
    else return Read(bytes, name, progress);
}

constexpr std::array formats{
    Format{".npy", read_one<read_npy>, check_npy_beginning},
    Format{".npz", read_npz, check_npz_beginning},
    Format{".png", read_one<read_png>, check_png_beginning},
    Format{".jpg", read_one<read_jpeg>, nullptr},
    Format{".jpeg", read_one<read_jpeg>, nullptr},
    Format{".csv", read_one<read_text>, check_text_beginning},
    Format{".txt", read_one<read_text>, check_text_beginning},
    Format{".tsv", read_one<read_text>, check_text_beginning},
};

const Format* format_of(std::string_view name) {
    const auto found =
        std::find_if(formats.begin(), formats.end(), [&](const Format& f) { return has_ending(name, f.ending); });
    return found == formats.end() ? nullptr : &*found;
}

// Other programs' files, and the line of Python that makes a file of ours from one.
struct ForeignFormat {
    std::string_view ending, kind, before_name, behind_name;
};
constexpr std::array foreign_formats{
    ForeignFormat{".pt", "a file of PyTorch", "numpy.save(\"x.npy\", torch.load(", ").detach().cpu().numpy())"},
    ForeignFormat{".pth", "a file of PyTorch", "numpy.save(\"x.npy\", torch.load(", ").detach().cpu().numpy())"},
    ForeignFormat{".pkl", "a pickle of Python's", "numpy.save(\"x.npy\", pickle.load(open(", ", \"rb\")))"},
    ForeignFormat{".pickle", "a pickle of Python's", "numpy.save(\"x.npy\", pickle.load(open(", ", \"rb\")))"},
    ForeignFormat{".safetensors", "a file of safetensors", "numpy.save(\"x.npy\", safetensors.numpy.load_file(",
                  ")[\"x\"])"},
    ForeignFormat{".mat", "a file of MATLAB", "numpy.save(\"x.npy\", scipy.io.loadmat(", ")[\"x\"])"},
    ForeignFormat{".h5", "an HDF5 file", "numpy.save(\"x.npy\", h5py.File(", ")[\"x\"][()])"},
    ForeignFormat{".hdf5", "an HDF5 file", "numpy.save(\"x.npy\", h5py.File(", ")[\"x\"][()])"},
    ForeignFormat{".xlsx", "a workbook", "numpy.save(\"x.npy\", pandas.read_excel(", ", header=None).to_numpy())"},
    ForeignFormat{".xls", "a workbook", "numpy.save(\"x.npy\", pandas.read_excel(", ", header=None).to_numpy())"},
    ForeignFormat{".ods", "a workbook", "numpy.save(\"x.npy\", pandas.read_excel(", ", header=None).to_numpy())"},
    ForeignFormat{".parquet", "a table of Parquet", "numpy.save(\"x.npy\", pandas.read_parquet(", ").to_numpy())"},
    ForeignFormat{".gif", "a GIF image", "PIL.Image.open(", ").save(\"x.png\")"},
    ForeignFormat{".bmp", "a BMP image", "PIL.Image.open(", ").save(\"x.png\")"},
    ForeignFormat{".webp", "a WebP image", "PIL.Image.open(", ").save(\"x.png\")"},
    ForeignFormat{".tif", "a TIFF image", "PIL.Image.open(", ").save(\"x.png\")"},
    ForeignFormat{".tiff", "a TIFF image", "PIL.Image.open(", ").save(\"x.png\")"},
};

Error unknown_ending(std::string_view name) {
    const std::string known = "expected .npy, .npz, .png, .jpg, .csv, .txt or .tsv";
    const auto foreign = std::ranges::find_if(
        foreign_formats, [&](const ForeignFormat& format) { return has_ending(name, format.ending); });
    if (foreign == foreign_formats.end())
        return file_error(name, "", "the ending of the name is of no known format, " + known);
    const std::string file = "\"" + fs::path(name).filename().string() + "\"";
    return file_error(name, "",
                      "this is " + std::string(foreign->kind) + ", " + known +
                          "; in Python: " + std::string(foreign->before_name) + printable(file, max_quoted_name) +
                          std::string(foreign->behind_name));
}

// FILE.npz:NAME, unless a file is named so.
struct ArrayPath {
    fs::path file;
    std::string array{};
};

ArrayPath array_path(const fs::path& path) {
    const std::string text = path.string();
    const std::size_t colon = text.rfind(':');
    std::error_code code;
    if (colon == text.npos || !has_ending(text.substr(0, colon), ".npz") || fs::exists(path, code)) return {path};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace

bool is_picture(std::string_view name) {
    return has_ending(name, ".png") || has_ending(name, ".jpg") || has_ending(name, ".jpeg");
}

Result<Loaded> read_array_file(const fs::path& path, const Progress& progress, std::string_view usual) {
    const auto [file, array] = array_path(path);
    const std::string name = file.string();
    const Format* format = format_of(name);
    if (format == nullptr) {
        std::error_code code;
        if (!fs::is_regular_file(file, code)) {
            Result<std::string> missing = read_file(file);
            if (!missing) return missing.error();
        }
        return unknown_ending(name);
    }
    constexpr double part_of_file = 0.2;
    const Result<std::string> bytes = read_file(
        file, {.check_beginning = format->check_beginning, .progress = piece_of(progress, 0, part_of_file)});
    if (!bytes) return bytes.error();
    return format->read(*bytes, name, {array, usual}, piece_of(progress, part_of_file, 1));
}

Result<Loaded> read_array_bytes(std::string_view bytes, std::string_view name) {
    const Format* format = format_of(name);
    if (format == nullptr) return unknown_ending(name);
    return format->read(bytes, name, {}, {});
}

Result<std::optional<Loaded>> read_companion(const fs::path& path, std::string_view array) {
    if (!has_ending(path.string(), ".npz")) return std::optional<Loaded>();
    const Result<std::string> bytes = read_file(path, {.check_beginning = check_npz_beginning});
    if (!bytes) return bytes.error();
    const Result<std::vector<std::string>> names = npz_names(*bytes, path.string());
    if (!names) return names.error();
    if (names->size() < 2 || std::ranges::find(*names, array) == names->end()) return std::optional<Loaded>();
    Result<Loaded> loaded = read_npz(*bytes, path.string(), {.asked = array});
    if (!loaded) return loaded.error();
    return std::optional(std::move(loaded).value());
}

}  // namespace poolwalk::io
