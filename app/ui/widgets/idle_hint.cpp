#include "app/ui/widgets/idle_hint.h"

#include <array>

#include "app/ui/widgets/rich_text.h"
#include "app/ui/widgets/widgets.h"

namespace poolwalk::ui {
namespace {

constexpr std::array names{"idle.ties", "idle.overlap", "idle.nan", "idle.dilation", "idle.ceil"};  // by Setting

}  // namespace

void say_idle(const Frame& frame, scene::Setting setting, bool beside) {
    if (!tells_answers(frame.state)) return;
    const auto reason = scene::why_idle(setting, frame.state.document, frame.derived, frame.marks);
    if (!reason) return;
    const std::string all = reason->sentence + " " + reason->advice;
    if (beside) ImGui::SameLine(0, frame.px(10));
    const WithFont font(frame, scene::Font::Sans, 12);
    rich_text(frame, frame.palette().dim, reason->sentence);
    mark(frame, names[static_cast<std::size_t>(setting)]);
    tooltip(frame, all);
}

}  // namespace poolwalk::ui
