#include "core/doc/update/command.h"

namespace poolwalk {

Command::Command(DocumentCommand command) : groups_(std::move(command)) {}
Command::Command(WalkCommand command) : groups_(std::move(command)) {}
Command::Command(ViewCommand command) : groups_(std::move(command)) {}
Command::Command(InterfaceCommand command) : groups_(std::move(command)) {}
Command::Command(NetworkCommand command) : groups_(std::move(command)) {}
Command::Command(LessonCommand command) : groups_(std::move(command)) {}
Command::Command(SessionCommand command) : groups_(std::move(command)) {}
Command::Command(Request command) : groups_(std::move(command)) {}

Command::Command(const Command& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(const Command& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

std::size_t Command::kind() const {
    return std::visit(
        [](const auto& group) { return std::visit([]<class C>(const C&) { return kind_of<C>; }, group); }, groups_);
}

}  // namespace poolwalk
