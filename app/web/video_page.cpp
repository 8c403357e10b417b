// A page starts no other program, as ffmpeg is.
#include "core/io/export/video.h"

namespace poolwalk::io {

std::string no_video() { return "no videos in a browser: export a .gif or use the desktop program"; }

Result<Done> write_video(const Film&, const std::filesystem::path&, bool, const Progress&) {
    return Error{no_video()};
}

}  // namespace poolwalk::io
