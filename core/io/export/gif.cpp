#include "core/io/export/gif.h"

#include <gif_lib.h>

#include <memory>

#include "core/io/export/color_table.h"

namespace poolwalk::io {
namespace {

constexpr std::size_t max_colors = 255;  // one of 256 stands for "as it was"
constexpr int longest_side = 65535;

int append(GifFileType* gif, const GifByteType* bytes, int count) {
    static_cast<std::string*>(gif->UserData)
        ->append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
    return count;
}

using ColorMap = std::unique_ptr<ColorMapObject, void (*)(ColorMapObject*)>;

ColorMap color_map(const ColorTable& table) {
    int rows = 2;
    while (rows < static_cast<int>(table.colors.size()) + 1) rows *= 2;
    ColorMap map(GifMakeMapObject(rows, nullptr), GifFreeMapObject);
    if (!map) return map;
    for (std::size_t i = 0; i < static_cast<std::size_t>(rows); ++i) {
        const std::uint32_t c = i < table.colors.size() ? table.colors[i] : 0;
        map->Colors[i] = {static_cast<GifByteType>(c >> 16), static_cast<GifByteType>(c >> 8),
                          static_cast<GifByteType>(c)};
    }
    return map;
}

// Closes the file, whatever happens.
class Writer {
public:
    explicit Writer(std::string& out) : gif_(EGifOpen(&out, append, &error_)) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() {
        if (gif_) EGifCloseFile(gif_, nullptr);
    }

    bool begin(const Film& film, const ColorMapObject& colors) {
        if (!gif_) return false;
        EGifSetGifVersion(gif_, true);
        const GifByteType for_ever[]{1, 0, 0};
        return EGifPutScreenDesc(gif_, film.width(), film.height(), 8, 0, &colors) == GIF_OK &&
               EGifPutExtensionLeader(gif_, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
               EGifPutExtensionBlock(gif_, 11, "NETSCAPE2.0") == GIF_OK &&
               EGifPutExtensionBlock(gif_, 3, for_ever) == GIF_OK && EGifPutExtensionTrailer(gif_) == GIF_OK;
    }

    bool put(const Change& change, const ColorTable& table) {
        const auto as_it_was = static_cast<GifByteType>(table.colors.size());
        const GraphicsControlBlock control{.DisposalMode = DISPOSE_DO_NOT,
                                           .UserInputFlag = false,
                                           .DelayTime = change.centiseconds,
                                           .TransparentColor = as_it_was};
        GifByteType extension[4];
        EGifGCBToExtension(&control, extension);
        if (EGifPutExtension(gif_, GRAPHICS_EXT_FUNC_CODE, sizeof extension, extension) != GIF_OK ||
            EGifPutImageDesc(gif_, change.x, change.y, change.width, change.height, false, nullptr) != GIF_OK)
            return false;
        line_.resize(static_cast<std::size_t>(change.width));
        auto pixel = change.pixels.begin();
        for (int y = 0; y < change.height; ++y) {
            for (GifByteType& index : line_) {
                index = *pixel == Change::same ? as_it_was : table.index_of.at(*pixel);
                ++pixel;
            }
            if (EGifPutLine(gif_, line_.data(), change.width) != GIF_OK) return false;
        }
        return true;
    }

    bool end() {
        GifFileType* const gif = std::exchange(gif_, nullptr);
        return EGifCloseFile(gif, &error_) == GIF_OK;
    }

    Error failed() const {
        const char* why = GifErrorString(gif_ ? gif_->Error : error_);
        return {std::string("giflib cannot write this film: ") + (why ? why : "no reason given")};
    }

private:
    int error_ = 0;
    GifFileType* gif_;
    std::vector<GifByteType> line_;
};

}  // namespace

Result<std::string> gif_bytes(const Film& film, const Progress& progress) {
    if (film.width() > longest_side || film.height() > longest_side)
        return Error{"a GIF has at most 65535 pixels a side; this film has " + std::to_string(film.width()) + " x " +
                     std::to_string(film.height())};
    if (!goes_on(progress, 0)) return stopped();
    const ColorTable table = choose_colors(film.colors(), max_colors);
    const ColorMap colors = color_map(table);
    std::string bytes;
    Writer writer(bytes);
    if (!colors || !writer.begin(film, *colors)) return writer.failed();
    std::size_t done = 0;
    for (const Change& change : film.changes()) {
        if (!goes_on(progress, static_cast<double>(done++) / static_cast<double>(film.changes().size())))
            return stopped();
        if (!writer.put(change, table)) return writer.failed();
    }
    if (!writer.end()) return writer.failed();
    return bytes;
}

}  // namespace poolwalk::io
