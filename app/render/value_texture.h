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

// One block of 2^level x 2^level cells a value [ceil(rows / 2^level) * ceil(cols / 2^level)]: the
// largest, for gradients the one farthest from 0; NaN if there is one in the block.
std::vector<float> block_peaks(const scene::HeatMap& map, int level);

// The level at which a block is at least one pixel wide; 0 from one pixel a cell upwards.
int level_for(float cell_px);

class ValueTexture {
public:
    // Binds the texture with map.values of this level to the unit, sending what changed before.
    // Precondition: values holds rows * cols, neither above GL_MAX_TEXTURE_SIZE.
    void bind(GLuint unit, const scene::HeatMap& map, int level);

private:
    struct Plane {
        gl::Texture texture;
        std::int64_t rows = 0, cols = 0;
    };

    void update_cells(const scene::HeatMap& map);
    void update_blocks(const scene::HeatMap& map, int level);

    Plane cells_, blocks_;
    Values sent_cells_, sent_blocks_;
    int blocks_level_ = 0;
};

}  // namespace poolwalk::render
