// X: which example or file it is, its shape, and other ways to get one.
#include <array>

#include "app/ui/panels.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

void choose_example(const Frame& frame) {
    field_label(frame, "Example");
    std::vector<ComboRow> rows;
    std::size_t current = frame.examples.size();
    for (std::size_t i = 0; i < frame.examples.size(); ++i) {
        const io::Example& example = frame.examples[i];
        const bool begins = i == 0 || frame.examples[i - 1].group != example.group;
        rows.push_back({example.title, example.about, begins ? std::string_view(example.group) : std::string_view()});
        if (example.title == frame.state.document.title) current = i;
    }
    const std::size_t known = rows.size();
    if (current == known) rows.push_back({frame.state.document.title, "what is open now"});
    const int chosen = combo(frame, "example", rows, current);
    if (chosen >= 0 && static_cast<std::size_t>(chosen) < known)
        frame.emit(OpenExample{frame.examples[static_cast<std::size_t>(chosen)].name});
}

// A new shape is taken when the typing or dragging ends: a tensor is not resized at every pixel.
void edit_shape(const Frame& frame) {
    field_label(frame, "N C H W");
    tooltip(frame, "N images, C channels, H rows and W columns");
    const Shape now = frame.memory.typed_shape.value_or(shape_of(*frame.state.document.input));
    std::array<std::int64_t, 4> values{now.n, now.c, now.h, now.w};
    constexpr std::array words{NumberWords{"%lld", "N: images"}, NumberWords{"%lld", "C: channels"},
                               NumberWords{"%lld", "H: rows"}, NumberWords{"%lld", "W: columns"}};
    const Edit edit = numbers(frame, "shape", values, false, words);
    if (edit == Edit::None) return;
    const auto at_least_one = [](std::int64_t v) { return std::max<std::int64_t>(v, 1); };
    const Shape next{at_least_one(values[0]), at_least_one(values[1]), at_least_one(values[2]),
                     at_least_one(values[3])};
    frame.memory.typed_shape = next;
    if (edit != Edit::Ended) return;
    frame.memory.typed_shape.reset();
    frame.emit(Resize{next});
}

// Where X has more than one plane, or has been turned so that it has one.
void choose_layout(const Frame& frame) {
    const Document& document = frame.state.document;
    if (shape_of(*document.input).planes() == 1 && document.layout == AxisOrder::NCHW) return;
    field_label(frame, "Axes");
    tooltip(frame, "In which order the array that X came from lists them");
    constexpr std::array rows{ComboRow{"N C H W", "as PyTorch: image, channel, row, column"},
                              ComboRow{"N H W C", "as TensorFlow: the channels come last"}};
    const int chosen = combo(frame, "layout", rows, static_cast<std::size_t>(document.layout));
    if (chosen >= 0) frame.emit(SetLayout{static_cast<AxisOrder>(chosen)});
}

void random_menu(const Frame& frame) {
    if (link(frame, "random", "random")) ImGui::OpenPopup("random menu");
    if (!ImGui::BeginPopup("random menu")) return;
    close_on_escape(frame);
    for (const char* name : {"random_distinct", "random_ties", "random_relu"}) {
        const Action& act = action(name);
        if (ImGui::MenuItem(std::string(act.label).c_str())) frame.emit(act.command(frame.state));
        mark(frame, name);
        tooltip(frame, act.help);
    }
    ImGui::EndPopup();
}

}  // namespace

void draw_input_panel(const Frame& frame) {
    if (!frame.state.view.shows_all_settings) return choose_example(frame);
    heading(frame, "INPUT");
    choose_example(frame);
    edit_shape(frame);
    choose_layout(frame);
    const WithFont font(frame, scene::Font::Sans, 13);
    field_label(frame, "");
    const float gap =
        std::min(frame.px(12), (ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize("openpasterandom").x) / 2);
    if (link(frame, "open_link", "open")) frame.emit(ShowFiles{});
    ImGui::SameLine(0, gap);
    if (link(frame, "paste_link", "paste")) frame.emit(PasteCells{});
    ImGui::SameLine(0, gap);
    random_menu(frame);
}

}  // namespace poolwalk::ui
