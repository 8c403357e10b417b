#include "app/render/value_texture.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>

namespace poolwalk::render {

namespace {

struct Rows {
    std::int64_t first = 0, count = 0;
};

void bind_made(GLuint unit, gl::Texture& texture) {
    const bool fresh = !texture;
    if (fresh) texture = gl::Texture::make();
    gl::bind_texture(unit, texture);
    if (fresh) gl::sample_exactly();
}

void send_all(std::int64_t rows, std::int64_t cols, const float* values) {
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, static_cast<GLsizei>(cols), static_cast<GLsizei>(rows), 0, GL_RED,
                 GL_FLOAT, values);
}

void send_rows(Rows rows, std::int64_t cols, const float* values) {
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, static_cast<GLint>(rows.first), static_cast<GLsizei>(cols),
                    static_cast<GLsizei>(rows.count), GL_RED, GL_FLOAT, values + rows.first * cols);
}

// From the first to the last row that differs bit by bit: a walk or an edit changes few.
Rows changed_rows(const std::vector<float>& before, const std::vector<float>& now, std::int64_t cols) {
    const std::int64_t rows = static_cast<std::int64_t>(now.size()) / cols;
    const auto same = [&](std::int64_t row) {
        return std::memcmp(before.data() + row * cols, now.data() + row * cols,
                           static_cast<std::size_t>(cols) * sizeof(float)) == 0;
    };
    std::int64_t first = 0, end = rows;
    while (first < end && same(first)) ++first;
    while (end > first && same(end - 1)) --end;
    return {first, end - first};
}

struct Largest {
    static bool beats(float a, float b) { return a > b; }
};
struct Farthest {
    static bool beats(float a, float b) { return std::abs(a) > std::abs(b); }
};

template <class Order>
std::vector<float> peaks(std::span<const float> values, std::int64_t cols, int level) {
    const std::int64_t rows = static_cast<std::int64_t>(values.size()) / cols, block = std::int64_t{1} << level;
    const std::int64_t block_cols = (cols + block - 1) / block, block_rows = (rows + block - 1) / block;
    std::vector<float> out(static_cast<std::size_t>(block_rows * block_cols));
    for (std::int64_t h = 0; h < rows; ++h) {
        const float* row = values.data() + h * cols;
        float* to = out.data() + (h / block) * block_cols;
        for (std::int64_t w = 0; w < cols; ++w) {
            float& held = to[w >> level];
            const bool first = (h & (block - 1)) == 0 && (w & (block - 1)) == 0;
            if (first || row[w] != row[w] || Order::beats(row[w], held)) held = row[w];
        }
    }
    return out;
}

}  // namespace

std::vector<float> block_peaks(const scene::HeatMap& map, int level) {
    const bool gradient = map.grid == scene::GridId::GradInput || map.grid == scene::GridId::GradOutput;
    return gradient ? peaks<Farthest>(*map.values, map.cols, level) : peaks<Largest>(*map.values, map.cols, level);
}

int level_for(float cell_px) {
    int level = 0;
    while (level < 16 && std::ldexp(cell_px, level) < 1.0f) ++level;
    return level;
}

void ValueTexture::bind(GLuint unit, const scene::HeatMap& map, int level) {
    bind_made(unit, level == 0 ? cells_.texture : blocks_.texture);
    if (level == 0)
        update_cells(map);
    else
        update_blocks(map, level);
}

void ValueTexture::update_cells(const scene::HeatMap& map) {
    if (sent_cells_ == map.values && cells_.rows == map.rows && cells_.cols == map.cols) return;
    if (sent_cells_ && cells_.rows == map.rows && cells_.cols == map.cols) {
        const Rows rows = changed_rows(*sent_cells_, *map.values, map.cols);
        if (rows.count > 0) send_rows(rows, map.cols, map.values->data());
    } else {
        send_all(map.rows, map.cols, map.values->data());
    }
    cells_.rows = map.rows;
    cells_.cols = map.cols;
    sent_cells_ = map.values;
}

void ValueTexture::update_blocks(const scene::HeatMap& map, int level) {
    if (sent_blocks_ == map.values && blocks_level_ == level && blocks_.rows == map.rows && blocks_.cols == map.cols)
        return;
    const std::vector<float> blocks = block_peaks(map, level);
    const std::int64_t block = std::int64_t{1} << level;
    send_all((map.rows + block - 1) / block, (map.cols + block - 1) / block, blocks.data());
    blocks_.rows = map.rows;
    blocks_.cols = map.cols;
    blocks_level_ = level;
    sent_blocks_ = map.values;
}

}  // namespace poolwalk::render
