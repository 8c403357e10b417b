#include "app/session/effects.h"

#include "app/files/autosave.h"
#include "app/session/clipboard.h"
#include "app/session/open_folder.h"
#include "core/io/session/examples.h"
#include "core/io/session/lesson_file.h"
#include "imgui.h"

namespace poolwalk {
namespace {

using Commands = std::vector<Command>;

// What is replaced and kept nowhere comes back by undo, which should be said.
Commands opened(const Result<Command>& command, const AppState& state) {
    if (!command.ok()) return {Tell{command.error().message, true}};
    if (command->is<ShowFiles>()) return {*command};
    Commands commands{*command, ShowFiles{.show = false}};
    if (!has_unsaved_work(state)) return commands;
    const auto* document = command->as<OpenDocument>();
    const std::string note = document && !document->note.empty() ? document->note + "; " : "";
    commands.push_back(Tell{note + "Ctrl+Z brings back what was changed before", false});
    return commands;
}

// What is exported is what is on the screen.
ExportOrder export_order(const ExportFile& file, const EffectsContext& context) {
    const DeriveTask& derive = context.tasks.derive;
    ExportOrder order{.file = file, .state = derive.shown(context.state), .derived = derive.share()};
    order.state.requests.clear();
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    order.width = static_cast<int>(window.x);
    order.height = static_cast<int>(window.y);
    order.canvas = {0, 0, context.memory.canvas.w, context.memory.canvas.h};
    if (order.canvas.w <= 0) order.canvas = {0, 0, 940, 870};  // before the first frame
    return order;
}

struct Handler {
    const EffectsContext& context;

    Commands operator()(const OpenFile& request) const { return open(request.path, FilesFor::Document); }
    Commands operator()(const OpenClaim& request) const { return open(request.path, FilesFor::Claim); }
    Commands operator()(const OpenExample& request) const {
        const auto document = io::load_example(request.name);
        if (!document) return opened(document.error(), context.state);
        return opened(Command(OpenDocument{*document}), context.state);
    }
    Commands operator()(const OpenLesson& request) const {
        const auto lesson = io::load_lesson(request.name);
        if (!lesson) return opened(lesson.error(), context.state);
        return opened(Command(StartLesson{*lesson}), context.state);
    }
    Commands operator()(const SaveAs& request) const { return context.tasks.save.start(request, context.state); }
    Commands operator()(const OpenAutosave& request) const { return recover_autosave(request.path); }
    Commands operator()(const DropAutosave& request) const { return discard_autosave(request.path); }

    // Copied is what is on the screen; pasted into is the document as it is by now.
    Commands operator()(const CopyCells& request) const {
        const DeriveTask& derive = context.tasks.derive;
        return copy_cells(derive.shown(context.state), derive.derived(), request.format);
    }
    Commands operator()(const CopyLink&) const { return copy_link(context.state, context.page_address); }
    Commands operator()(const PasteCells&) const { return paste(FilesFor::Document); }
    Commands operator()(const PasteClaim&) const { return paste(FilesFor::Claim); }

    Commands operator()(const ExportFile& request) const {
        const auto begun = context.tasks.exporting.start(export_order(request, context), context.open_painter);
        return {begun ? Tell{} : Tell{begun.error().message, true}};
    }
    Commands operator()(const CancelExport&) const {
        context.tasks.exporting.cancel();
        return {};
    }
    Commands operator()(const OpenFolder& request) const {
        const auto begun = open_folder(request.path);
        return begun ? Commands{} : Commands{Tell{begun.error().message, true}};
    }
    // Of the task that Tasks::status() is about.
    Commands operator()(const CancelWork&) const {
        Tasks& tasks = context.tasks;
        if (tasks.open.status()) tasks.open.cancel();
        else if (tasks.save.status()) return tasks.save.cancel();
        else if (tasks.derive.is_behind()) context.state = tasks.derive.cancelled(std::move(context.state));
        else if (tasks.analysis.status()) return {SetWorkspace{Workspace::Walk}};
        return {};
    }
    Commands operator()(const RunTraining& request) const {
        if (request.run) context.network.train_again();
        else context.tasks.training.stop();
        return {};
    }
    Commands operator()(const Quit&) const {
        context.wants_to_quit = true;
        return {};
    }

    // A folder is shown, a file read: a small one by now, a large one for take_opened() later.
    Commands open(const std::string& path, FilesFor purpose) const {
        context.tasks.open.start({path, purpose});
        return take_opened(context.tasks.open, context.state);
    }
    // What this program itself copied is there by now; the rest comes when its owner has answered.
    Commands paste(FilesFor purpose) const {
        context.tasks.paste.start(purpose);
        return context.tasks.paste.take(context.state);
    }
};

}  // namespace

std::vector<Command> handle(const Request& request, const EffectsContext& context) {
    return std::visit(Handler{context}, request);
}

std::vector<Command> take_opened(OpenTask& task, const AppState& state) {
    const auto done = task.take();
    if (!done) return {};
    if (done->order->purpose != FilesFor::Claim) return opened(done->result, state);
    if (!done->result.ok()) return {Tell{done->result.error().message, true}};
    if (done->result->is<ShowFiles>()) return {*done->result};
    return {*done->result, ShowFiles{.show = false}};
}

}  // namespace poolwalk
