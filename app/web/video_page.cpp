// A page starts no other program, as ffmpeg is.
#include "core/io/export/video.h"

namespace poolwalk::io {

std::string no_video() { return "a browser makes no videos: export a .gif, or use the program itself"; }

Result<Done> write_video(const Film&, const std::filesystem::path&, bool, const Progress&) {
    return Error{no_video()};
}

}  // namespace poolwalk::io
