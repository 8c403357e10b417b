// The picture before a jump gives way to the one after it: a cross-fade. How much of it is still seen is the state's
// to say (Playback::fade); what it was is remembered here, from one picture to the next.
#pragma once

#include "core/scene/scene.h"

namespace poolwalk::scene {

class Fade {
public:
    // Once a picture, in order: what is to be painted for `scene` while `part` of the one before the jump is seen,
    // 1 down to 0. A picture of another size, or one of very many items, changes at once.
    Scene over(Scene scene, float part);

private:
    Scene painted_, before_;
    float part_ = 0;
};

}  // namespace poolwalk::scene
