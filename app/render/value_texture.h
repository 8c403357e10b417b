// The values of one plane in a texture, brought up to date with as little traffic as possible, and
// where cells are smaller than a pixel the largest values of blocks of cells: averaging would hide
// exactly the maxima that pooling keeps.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/gl/objects.h"
#include "core/scene/scene.h"

namespace poolwalk::render {

using Values = std::shared_ptr<const std::vector<float>>;

struct Rows {
    std::int64_t first = 0, count = 0;
};

// One block of 2^level x 2^level cells a value [blocks.count * ceil(cols / 2^level)], for some rows
// of blocks: the largest, for gradients the one farthest from 0; NaN if there is one in the block.
std::vector<float> block_maxima(const scene::HeatMap& map, int level, Rows blocks);

class ValueTexture {
public:
    // Binds the texture with map.values of this level to the unit, sending what changed before. The values of
    // a part are sent as they are, those of a whole plane as blocks of this level.
    // Precondition: the part, or the plane, has no side above GL_MAX_TEXTURE_SIZE.
    void bind(GLuint unit, const scene::HeatMap& map, int level);

private:
    // A texture and what it was made from.
    struct Plane {
        gl::Texture texture;
        Values sent;
        std::int64_t rows = 0, cols = 0;
        int level = 0;
    };
    Plane cells_, blocks_;
};

}  // namespace poolwalk::render
