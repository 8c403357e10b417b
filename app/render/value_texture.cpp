#include "app/render/value_texture.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace poolwalk::render {

namespace {

void bind_made(GLuint unit, gl::Texture& texture) {
    const bool fresh = !texture;
    if (fresh) texture = gl::Texture::make();
    gl::bind_texture(unit, texture);
    if (fresh) gl::sample_exactly();
}

void make_room(std::int64_t rows, std::int64_t cols) {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R32F, static_cast<GLsizei>(cols), static_cast<GLsizei>(rows), 0, GL_RED,
                 GL_FLOAT, nullptr);
}

void send_rows(Rows rows, std::int64_t cols, const float* values) {
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, static_cast<GLint>(rows.first), static_cast<GLsizei>(cols),
                    static_cast<GLsizei>(rows.count), GL_RED, GL_FLOAT, values);
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
std::vector<float> maxima_by(const scene::HeatMap& map, int level, Rows blocks) {
    const std::int64_t block = std::int64_t{1} << level, block_cols = (map.cols + block - 1) / block;
    const std::int64_t end = std::min(map.rows, (blocks.first + blocks.count) * block);
    std::vector<float> out(static_cast<std::size_t>(blocks.count * block_cols));
    for (std::int64_t h = blocks.first * block; h < end; ++h) {
        const float* row = map.values->data() + h * map.cols;
        float* to = out.data() + (h / block - blocks.first) * block_cols;
        for (std::int64_t w = 0; w < map.cols; ++w) {
            float& best = to[w >> level];
            const bool first = (h & (block - 1)) == 0 && (w & (block - 1)) == 0;
            if (first || row[w] != row[w] || Order::beats(row[w], best)) best = row[w];
        }
    }
    return out;
}

}  // namespace

std::vector<float> block_maxima(const scene::HeatMap& map, int level, Rows blocks) {
    const bool gradient = map.grid == scene::GridId::GradInput || map.grid == scene::GridId::GradOutput;
    return gradient ? maxima_by<Farthest>(map, level, blocks) : maxima_by<Largest>(map, level, blocks);
}

void ValueTexture::bind(GLuint unit, const scene::HeatMap& map, int level) {
    if (map.part) level = 0;
    const GridPart part = map.held();
    Plane& plane = level == 0 ? cells_ : blocks_;
    bind_made(unit, plane.texture);
    const std::int64_t block = std::int64_t{1} << level, cols = (part.cols + block - 1) / block;
    Rows changed{0, part.rows};
    if (plane.sent && plane.rows == part.rows && plane.cols == part.cols && plane.level == level) {
        if (plane.sent == map.values) return;
        changed = changed_rows(*plane.sent, *map.values, part.cols);
    } else {
        make_room((part.rows + block - 1) / block, cols);
    }
    const std::int64_t first = changed.first / block, end = (changed.first + changed.count + block - 1) / block;
    if (changed.count > 0 && level == 0) send_rows(changed, cols, map.values->data() + changed.first * cols);
    else if (changed.count > 0)
        send_rows({first, end - first}, cols, block_maxima(map, level, {first, end - first}).data());
    plane.sent = map.values;
    plane.rows = part.rows;
    plane.cols = part.cols;
    plane.level = level;
}

}  // namespace poolwalk::render
