// What the desktop knows of a person's wishes.
#pragma once

namespace poolwalk::platform {

// Has the person asked the desktop for no animations? GNOME's setting and its kin's by GSettings, else that of a
// GTK settings.ini, as KDE and Xfce write it; false where nothing says so.
bool wants_reduced_motion();

}  // namespace poolwalk::platform
