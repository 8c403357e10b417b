#include "app/session/state_dump.h"

#include <imgui.h>
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/doc/update/motion.h"
#include "core/io/json/json_write.h"
#include "core/io/json/problem_json.h"

namespace poolwalk {
namespace {

using json = nlohmann::ordered_json;

json values(const AnyTensor& tensor) {
    if (shape_of(tensor).cells() > 4096) return json::array();
    return values_of(tensor);
}

json document_json(const Document& doc) {
    json out{{"title", doc.title},
             {"method", doc.method},
             {"shape", to_string(shape_of(*doc.input))},
             {"x", values(*doc.input)},
             {"dy", values(*doc.grad_output)}};
    out.update(io::json_of(doc.geometry));
    out.update(io::json_of(doc.rules));
    return out;
}

json quiz_json(const Quiz& quiz) {
    return {{"on", quiz.on},
            {"asking", quiz.asking},
            {"answered", quiz.answered},
            {"right", quiz.right},
            {"streak", quiz.streak}};
}

json network_json(const Session& session) {
    const AppState& state = session.state();
    const NetworkSetup& setup = network_of(state.document);
    const NetworkResults& results = session.network();
    const NetworkPlace place = network_place(setup, std::max<std::int64_t>(state.play.network_done - 1, 0));
    json out{{"done", state.play.network_done},
             {"steps", network_step_count(setup)},
             {"epoch", place.epoch},
             {"image", place.sample},
             {"layer", static_cast<int>(place.step)},
             {"seed", setup.seed},
             {"draw", setup.draw},
             {"epochs", setup.epochs},
             {"tie_rule", row(setup.tie).text.name},
             {"training", results.progress.running}};
    if (!results.training()) return out;
    const TrainingRun& run = results.training()->own();
    out["epochs_done"] = results.training()->epochs_done;
    out["before"] = run.before;
    out["after"] = run.after;
    out["losses"] = json::array();
    const std::size_t step = std::max<std::size_t>(1, run.losses.size() / 20);
    for (std::size_t i = 0; i < run.losses.size(); i += step) out["losses"].push_back(run.losses[i]);
    return out;
}

}  // namespace

std::string state_text(Session& session, const LoopState& loop) {
    const AppState& state = session.state();
    const ImGuiIO& io = ImGui::GetIO();
    json out{{"document", document_json(state.document)},
             {"dx", values(session.derived().grad_input)},
             {"done", state.play.done},
             {"steps", step_count(plan_of(state))},
             {"columns_done", state.play.columns_done},
             {"columns_steps", step_count(columns_plan_of(state))},
             {"playing", state.play.playing},
             {"moving", is_moving(state)},
             {"working", session.is_working()},
             {"speed", state.play.speed_steps_per_s},
             {"theme", state.view.theme == Theme::Dark ? "dark" : "light"},
             {"zoom", state.view.camera.zoom},
             {"show_keys", state.view.show_keys},
             {"show_about", state.view.show_about},
             {"show_files", state.view.show_files},
             {"baseline", state.baseline.has_value()},
             {"presents", state.view.presents},
             {"quiz", quiz_json(state.quiz)},
             {"export_path", session.memory().export_path},
             {"typed_path", session.memory().typed_path},
             {"frames_due", loop.frames_due},
             {"size", {io.DisplaySize.x, io.DisplaySize.y}},
             {"pointer", {io.MousePos.x, io.MousePos.y}},
             {"pressed", io.MouseDown[0]},
             {"keys_seen", loop.keys_seen},
             {"typing", ui::has_typing_field()},
             {"undo", state.history.size()},
             {"file", state.origin.file},
             {"unsaved", has_unsaved_work(state)},
             {"question", state.question.has_value()},
             {"notice", state.notice.sentence}};
    if (const auto& hover = state.view.hover)
        out["hover"] = std::string(symbol_of(hover->grid)) + scene::place_text(hover->cell);
    if (const LessonRun* run = running_lesson(state))
        out["lesson"] = {{"title", run->lesson->title}, {"page", run->page}, {"stage", static_cast<int>(run->stage)}};
    out["workspace"] = workspaces()[static_cast<std::size_t>(state.view.workspace)].name;
    out["network"] = network_json(session);
    if (const auto& pinned = state.view.pinned)
        out["pinned"] = std::string(symbol_of(pinned->grid)) + scene::place_text(pinned->cell);
    for (const auto& [name, r] : session.memory().widgets) out["widgets"][name] = {r.x, r.y, r.w, r.h};
    return io::to_text(out);
}

void write_state(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::path beside = path;
    beside += ".new";
    std::ofstream(beside) << text;
    std::error_code ignored;
    std::filesystem::rename(beside, path, ignored);
}

}  // namespace poolwalk
