// Letters in texts that are not the program's own: names of files, titles, lessons. Fonts are baked for them where
// they are not baked in any case (app/render/fonts.h).
#pragma once

#include <span>

#include "app/render/fonts.h"
#include "app/ui/frame.h"

namespace poolwalk {

// Those beyond Latin-1, as far as a text is on the screen or can be in a moment.
render::Letters further_letters(const AppState& state, std::span<const ui::FolderEntry> folder);

}  // namespace poolwalk
