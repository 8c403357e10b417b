// What a person can change of the network and its training; how far a training beside the frames has come.
#include <array>
#include <limits>

#include "app/ui/panels.h"
#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/widgets.h"
#include "core/base/number_text.h"

namespace poolwalk::ui {
namespace {

const NetworkSetup& setup_of(const Frame& frame) { return network_of(frame.state.document); }

void take(const Frame& frame, NetworkSetup setup, Edit edit) {
    if (edit == Edit::None) return;
    if (setup_error(setup).empty()) frame.emit(SetNetwork{std::move(setup), true});
    if (edit == Edit::Ended) frame.emit(EndGesture{});
}

template <class T>
struct Range {
    T low, high;
    float speed;
};

// A number that is dragged, or clicked and typed; it never leaves its range.
template <class T>
Edit number_field(const Frame& frame, const char* label, const char* name, T& value, Range<T> range,
                  const char* help) {
    constexpr bool whole = std::is_same_v<T, std::int64_t>;
    field_label(frame, label);
    const WithFont font(frame, scene::Font::Mono, 14);
    ImGui::DragScalar(("##" + std::string(name)).c_str(), whole ? ImGuiDataType_S64 : ImGuiDataType_Double, &value,
                      range.speed, &range.low, &range.high, whole ? "%lld" : "%.6g",
                      ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoRoundToFormat);
    mark(frame, name);
    const Edit edit = ImGui::IsItemDeactivatedAfterEdit()              ? Edit::Ended
                      : ImGui::IsItemActive() && ImGui::IsItemEdited() ? Edit::Dragging
                                                                       : Edit::None;
    const WithFont sans(frame, scene::Font::Sans, 14);
    tooltip(frame, help);
    return edit;
}

void choose_example(const Frame& frame) {
    field_label(frame, "Example");
    std::vector<ComboRow> rows;
    std::vector<std::string> names;
    std::size_t current = frame.examples.size();
    for (const io::Example& example : frame.examples) {
        if (!example.is_network) continue;
        if (example.title == frame.state.document.title) current = rows.size();
        std::string_view label = example.title;
        if (constexpr std::string_view common = "Network: "; label.starts_with(common))
            label.remove_prefix(common.size());
        rows.push_back({label, example.about});
        names.push_back(example.name);
    }
    if (current == frame.examples.size()) {
        current = rows.size();
        rows.push_back({"the published run", "two images, seed 7839"});
    }
    const int chosen = combo(frame, "network_example", rows, current);
    if (chosen >= 0 && static_cast<std::size_t>(chosen) < names.size())
        frame.emit(OpenExample{names[static_cast<std::size_t>(chosen)]});
}

void edit_start(const Frame& frame) {
    heading(frame, "START WEIGHTS");
    constexpr double most = 1000;
    NetworkSetup next = setup_of(frame);
    Edit edit = number_field<std::int64_t>(
        frame, "Seed", "seed", next.seed, {0, std::numeric_limits<std::uint32_t>::max(), 1},
        "of NumPy's RandomState: the same seed gives the same numbers, bit for bit");
    edit = std::max(
        edit, number_field<std::int64_t>(
                  frame, "Weight set", "draw", next.draw, {0, max_draw, 0.1f},
                  "the seed gives one set of start weights after another; this is the number of the set, from 0"));
    edit = std::max(
        edit, number_field<double>(frame, "Kernel scale", "kernel_scale", next.kernel_scale, {0, most, 0.01f},
                                   "the kernel starts as normally distributed numbers, randn(3, 3), times this"));
    edit = std::max(edit, number_field<double>(
                              frame, "Dense scale", "dense_scale", next.dense_scale, {0, most, 0.01f},
                              "the dense weights start as normally distributed numbers, randn(4, 1), times this"));
    if (edit != Edit::None) next.start.reset();
    take(frame, next, edit);
    if (!setup_of(frame).start) return;
    const WithFont font(frame, scene::Font::Sans, 13);
    rich_text(frame, frame.palette().accent, "typed by hand");
    ImGui::SameLine(0, frame.px(10));
    if (!link(frame, "draw_again", "draw from the seed")) return;
    next = setup_of(frame);
    next.start.reset();
    frame.emit(SetNetwork{next});
}

void choose_rules(const Frame& frame) {
    NetworkSetup next = setup_of(frame);
    std::vector<ComboRow> rows;
    for (const TieRow& rule : tie_rules()) rows.push_back({rule.text.label, rule.text.help});
    field_label(frame, "Ties");
    if (const int chosen = combo(frame, "network_ties", rows, static_cast<std::size_t>(next.tie)); chosen >= 0) {
        next.tie = static_cast<TieRule>(chosen);
        frame.emit(SetNetwork{next});
    }
    rows.clear();
    for (const OutputRow& function : output_functions()) rows.push_back({function.label, function.help});
    field_label(frame, "Output");
    if (const int chosen = combo(frame, "network_output", rows, static_cast<std::size_t>(next.output)); chosen >= 0) {
        next.output = static_cast<OutputFunction>(chosen);
        frame.emit(SetNetwork{next});
    }
}

void edit_learning(const Frame& frame) {
    heading(frame, "TRAINING");
    NetworkSetup next = setup_of(frame);
    Edit edit =
        number_field<double>(frame, "Rate", "rate", next.rate, {0, 100, 0.002f},
                             "the learning rate: how far the weights move against their gradient in each update");
    edit = std::max(edit, number_field<std::int64_t>(frame, "Epochs", "epochs", next.epochs, {1, max_epochs, 5},
                                                     "how often the training goes through all images"));
    take(frame, next, edit);
    choose_rules(frame);
}

// The same layer of another image, in the same epoch.
void choose_image(const Frame& frame) {
    heading(frame, "IMAGE");
    const NetworkSetup& setup = setup_of(frame);
    const std::int64_t done = frame.state.play.network_done;
    NetworkPlace place = network_place(setup, std::max<std::int64_t>(done - 1, 0));
    std::vector<std::string> names;
    for (std::size_t i = 0; i < setup.samples.size(); ++i) names.push_back("Image " + std::to_string(i + 1));
    const std::vector<ComboRow> rows = [&] {
        std::vector<ComboRow> list;
        for (const std::string& name : names) list.push_back({name, "the same layer of this image"});
        return list;
    }();
    field_label(frame, "Shown");
    const auto sample = static_cast<std::size_t>(place.sample);
    if (const int chosen = combo(frame, "network_image", rows, sample); chosen >= 0) {
        place.sample = chosen;
        frame.emit(Seek{network_index(setup, place) + 1});
    }
    NetworkSetup next = setup;
    double target = target_of(setup, sample);
    const Edit edit = number_field<double>(frame, "Target", "target", target, {-1e6, 1e6, 0.005f},
                                           "the output that the network should give for this image");
    next.samples[sample].target = target;
    take(frame, next, edit);
    const WithFont font(frame, scene::Font::Sans, 13);
    if (!setup.samples[sample].target)
        return rich_text(frame, frame.palette().dim,
                         std::string(row(setup.output).label) + " of the sum of the image");
    if (!link(frame, "target_from_sum", "take it from the sum of the image")) return;
    next.samples[sample].target.reset();
    frame.emit(SetNetwork{next});
}

void choose_stride(const Frame& frame) {
    heading(frame, "WALK");
    std::vector<ComboRow> rows;
    for (const auto& choice : network_strides()) rows.push_back({choice.label, choice.help});
    field_label(frame, "Step by");
    const int chosen = combo(frame, "network_by", rows, static_cast<std::size_t>(frame.state.play.network_by));
    if (chosen >= 0) frame.emit(SetNetworkBy{static_cast<NetworkBy>(chosen)});
}

void show_progress(const Frame& frame) {
    const NetworkResults& results = frame.analyses.network();
    if (results.progress.running) {
        const double share = static_cast<double>(results.progress.epochs_done) /
                             static_cast<double>(std::max<std::int64_t>(results.progress.epochs, 1));
        const std::string words =
            std::to_string(results.progress.epochs_done) + " of " + std::to_string(results.progress.epochs);
        ImGui::ProgressBar(static_cast<float>(share), {-1, frame.px(24)}, words.c_str());
        mark(frame, "training_progress");
        action_button(frame, "cancel_training", "Cancel", {frame.px(92), 0});
    } else if (results.training() && results.training()->epochs_done < results.training()->setup.epochs) {
        rich_text(frame, frame.palette().accent,
                  "stopped after " + std::to_string(results.training()->epochs_done) + " epochs");
        mark(frame, "training_stopped");
        action_button(frame, "train_on", "Train again", {frame.px(120), 0});
    }
}

}  // namespace

void draw_network_panel(const Frame& frame) {
    heading(frame, "NETWORK");
    choose_example(frame);
    choose_image(frame);
    edit_start(frame);
    edit_learning(frame);
    show_progress(frame);
    choose_stride(frame);
}

}  // namespace poolwalk::ui
