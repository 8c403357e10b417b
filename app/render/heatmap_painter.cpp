#include "app/render/heatmap_painter.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "app/gl/objects.h"
#include "app/gl/program.h"
#include "app/render/value_texture.h"

namespace poolwalk::render {

namespace {

// The n-th map of a grid in a frame is taken to be the n-th of the frame before.
struct Slot {
    scene::GridId grid = scene::GridId::Input;
    int nth = 0;
    auto operator<=>(const Slot&) const = default;
};

struct RampTexture {
    gl::Texture texture;
    std::shared_ptr<const scene::Ramp> sent;  // keeps its address from being used again
};

struct Target {
    ImVec2 origin, scale;  // of ImGui's coordinates, in pixels of the framebuffer
    float width_px = 0, height_px = 0;
};

// A clip rectangle or map in framebuffer pixels.
struct PixelRect {
    float left = 0, top = 0, right = 0, bottom = 0;
    bool empty() const { return right <= left || bottom <= top; }
};

PixelRect to_pixels(const Target& target, float left, float top, float right, float bottom) {
    return {std::clamp(std::round((left - target.origin.x) * target.scale.x), 0.0f, target.width_px),
            std::clamp(std::round((top - target.origin.y) * target.scale.y), 0.0f, target.height_px),
            std::clamp(std::round((right - target.origin.x) * target.scale.x), 0.0f, target.width_px),
            std::clamp(std::round((bottom - target.origin.y) * target.scale.y), 0.0f, target.height_px)};
}

PixelRect overlap(const PixelRect& a, const PixelRect& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
            std::min(a.bottom, b.bottom)};
}

void set_color(const gl::Program& program, const char* name, scene::Color c) {
    glUniform4f(program.uniform(name), static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255,
                static_cast<float>(c.b) / 255, static_cast<float>(c.a) / 255);
}

// Along one axis: the first cell in sight and where it begins. In double, since far from the origin
// of a large plane a float no longer holds fractions of a pixel.
struct Start {
    int cell = 0;
    double at_px = 0;
};

Start first_in_sight(double origin_px, double cell_px, std::int64_t cells, double from_px) {
    const double cell = std::clamp(std::floor((from_px - origin_px) / cell_px), 0.0, static_cast<double>(cells - 1));
    return {static_cast<int>(cell), origin_px + cell * cell_px};
}

}  // namespace

struct HeatMapPainter::State {
    struct Job {
        State* painter = nullptr;
        scene::HeatMap map;
        Slot slot;
    };

    gl::Program program;
    gl::VertexArray no_vertices;
    GLint largest_side = 0;
    std::map<Slot, ValueTexture> planes;
    std::map<const scene::Ramp*, RampTexture> ramps;
    std::deque<Job> jobs;  // a deque: callbacks hold their addresses
    std::string renderer, error;

    static void on_render(const ImDrawList*, const ImDrawCmd* command);
    void draw(const Job& job, const ImVec4& clip);
    void bind_ramp(GLuint unit, const std::shared_ptr<const scene::Ramp>& ramp);
    void set_place(const scene::HeatMap& map, const Target& target, const PixelRect& area);
    void set_look(const scene::HeatMap& map, int level);
};

Result<HeatMapPainter> HeatMapPainter::create() {
    Result<gl::Program> program = gl::Program::build("heatmap");
    if (!program) return program.error();
    GLint largest_side = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest_side);
    const auto name = [](GLenum what) {
        const GLubyte* text = glGetString(what);
        return std::string(text ? reinterpret_cast<const char*>(text) : "unknown");
    };
    auto state = std::make_unique<State>(State{.program = std::move(program).value(),
                                               .no_vertices = gl::VertexArray::make(),
                                               .largest_side = largest_side,
                                               .planes = {},
                                               .ramps = {},
                                               .jobs = {},
                                               .renderer = name(GL_RENDERER) + ", OpenGL " + name(GL_VERSION),
                                               .error = {}});
    return HeatMapPainter(std::move(state));
}

const std::string& HeatMapPainter::renderer() const { return state_->renderer; }

HeatMapPainter::HeatMapPainter(std::unique_ptr<State> state) : state_(std::move(state)) {}
HeatMapPainter::HeatMapPainter(HeatMapPainter&&) noexcept = default;
HeatMapPainter& HeatMapPainter::operator=(HeatMapPainter&&) noexcept = default;
HeatMapPainter::~HeatMapPainter() = default;

std::string HeatMapPainter::error() const { return state_->error; }

void HeatMapPainter::begin_frame() {
    std::set<Slot> slots;
    std::set<const scene::Ramp*> ramps;
    for (const State::Job& job : state_->jobs) {
        slots.insert(job.slot);
        ramps.insert(job.map.ramp.get());
    }
    std::erase_if(state_->planes, [&](const auto& entry) { return !slots.contains(entry.first); });
    std::erase_if(state_->ramps, [&](const auto& entry) { return !ramps.contains(entry.first); });
    state_->jobs.clear();
    state_->error.clear();
}

void HeatMapPainter::add(ImDrawList& list, const scene::HeatMap& map, scene::Vec2 canvas_origin) {
    if (map.rows < 1 || map.cols < 1 || !(map.cell_px > 0)) return;
    const GridPart part = map.held();
    POOLWALK_CHECK(map.values && map.ramp && static_cast<std::int64_t>(map.values->size()) == part.blocks());
    if (std::max(part.rows, part.cols) > state_->largest_side) {
        state_->error = "A plane of " + std::to_string(part.rows) + " x " + std::to_string(part.cols) +
                        " cells cannot be drawn: textures here have at most " + std::to_string(state_->largest_side) +
                        " cells a side.";
        return;
    }
    const auto of_grid = std::count_if(state_->jobs.begin(), state_->jobs.end(),
                                       [&](const State::Job& job) { return job.slot.grid == map.grid; });
    state_->jobs.push_back({state_.get(), map, Slot{map.grid, static_cast<int>(of_grid)}});
    State::Job& job = state_->jobs.back();
    job.map.viewport.x += canvas_origin.x;
    job.map.viewport.y += canvas_origin.y;
    job.map.origin.x += canvas_origin.x;
    job.map.origin.y += canvas_origin.y;
    list.AddCallback(&State::on_render, &job);
    list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void HeatMapPainter::State::on_render(const ImDrawList*, const ImDrawCmd* command) {
    const Job& job = *static_cast<const Job*>(command->UserCallbackData);
    job.painter->draw(job, command->ClipRect);
}

void HeatMapPainter::State::draw(const Job& job, const ImVec4& clip) {
    const ImDrawData& data = *ImGui::GetDrawData();
    const Target target{data.DisplayPos, data.FramebufferScale, data.DisplaySize.x * data.FramebufferScale.x,
                        data.DisplaySize.y * data.FramebufferScale.y};
    const scene::Rect view = job.map.viewport, extent = job.map.extent();
    const PixelRect area = overlap(overlap(to_pixels(target, clip.x, clip.y, clip.z, clip.w),
                                           to_pixels(target, view.x, view.y, view.right(), view.bottom())),
                                   to_pixels(target, extent.x, extent.y, extent.right(), extent.bottom()));
    if (area.empty()) return;

    // The backend sets no scissor before a callback.
    glEnable(GL_SCISSOR_TEST);
    glScissor(static_cast<GLint>(area.left), static_cast<GLint>(target.height_px - area.bottom),
              static_cast<GLsizei>(area.right - area.left), static_cast<GLsizei>(area.bottom - area.top));
    program.use();
    glBindVertexArray(no_vertices.name());
    // A scene that holds a part has chosen its blocks already.
    const int level = job.map.part ? job.map.part->level : level_for(job.map.cell_px * target.scale.x);
    bind_ramp(1, job.map.ramp);
    planes[job.slot].bind(0, job.map, level);
    set_place(job.map, target, area);
    set_look(job.map, level);
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    // The backend expects to find unit 0 active.
    glActiveTexture(GL_TEXTURE0);
}

void HeatMapPainter::State::bind_ramp(GLuint unit, const std::shared_ptr<const scene::Ramp>& ramp) {
    RampTexture& ready = ramps[ramp.get()];
    if (ready.texture) {
        gl::bind_texture(unit, ready.texture);
        return;
    }
    static_assert(sizeof(scene::Color) == 4);
    ready.texture = gl::Texture::make();
    ready.sent = ramp;
    gl::bind_texture(unit, ready.texture);
    gl::sample_exactly();
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 256, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, ramp->data());
}

void HeatMapPainter::State::set_place(const scene::HeatMap& map, const Target& target, const PixelRect& area) {
    const double scale = target.scale.x, cell = map.cell_px * scale;
    const double left = (map.origin.x - target.origin.x) * scale, top = (map.origin.y - target.origin.y) * scale;
    const Start x = first_in_sight(left, cell, map.cols, area.left);
    const Start y = first_in_sight(top, cell, map.rows, area.top);
    const double hatch = std::clamp(2 * std::round(cell / 18), 6.0, 16.0);

    glUniform4f(program.uniform("rect_px"), area.left, area.top, area.right, area.bottom);
    glUniform2f(program.uniform("target_px"), target.width_px, target.height_px);
    glUniform1f(program.uniform("target_height_px"), target.height_px);
    glUniform2f(program.uniform("origin_px"), static_cast<float>(x.at_px), static_cast<float>(y.at_px));
    glUniform2i(program.uniform("first_cell"), x.cell, y.cell);
    glUniform2i(program.uniform("cells"), static_cast<GLint>(map.cols), static_cast<GLint>(map.rows));
    glUniform1f(program.uniform("cell_px"), static_cast<float>(cell));
    glUniform1f(program.uniform("hatch_px"), static_cast<float>(hatch));
    glUniform1f(program.uniform("hatch_phase_px"), static_cast<float>(std::fmod(std::round(left + top), hatch)));

    const double gap = std::round(map.gap_px * scale);
    const bool room = gap > 0 && cell >= 4 * gap + 2;
    glUniform2f(program.uniform("gap_px"), room ? static_cast<float>(std::floor(gap / 2)) : 0,
                room ? static_cast<float>(std::ceil(gap / 2)) : 0);
}

void HeatMapPainter::State::set_look(const scene::HeatMap& map, int level) {
    const std::int64_t filled = std::clamp<std::int64_t>(map.filled, 0, map.rows * map.cols);
    glUniform1i(program.uniform("values"), 0);
    glUniform1i(program.uniform("ramp"), 1);
    const GridPart part = map.held();
    glUniform1i(program.uniform("level"), level);
    glUniform2i(program.uniform("first_block"), static_cast<GLint>(part.col), static_cast<GLint>(part.row));
    glUniform2f(program.uniform("range"), map.low, map.high);
    glUniform1i(program.uniform("filled_row"), static_cast<GLint>(filled / map.cols));
    glUniform1i(program.uniform("filled_col"), static_cast<GLint>(filled % map.cols));
    set_color(program, "gap_color", map.gap);
    set_color(program, "nan_color", map.nan);
    set_color(program, "hatch_color", map.hatch);
    set_color(program, "hatch_back", map.hatch_back);
}

}  // namespace poolwalk::render
