// Everything that can be done to the program, as plain values in groups by topic. Panels, keys, the command line
// and lessons all speak in commands; update() (update.h) is the one place that carries them out.
// Time, seeds and file contents come inside the command, so that update stays pure.
// How a command is written in a file is io/session/command_codec.h's to say.
#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "core/doc/update/document_commands.h"
#include "core/doc/update/interface_commands.h"
#include "core/doc/update/lesson_commands.h"
#include "core/doc/update/network_commands.h"
#include "core/doc/update/requests.h"
#include "core/doc/update/session_commands.h"
#include "core/doc/update/view_commands.h"
#include "core/doc/update/walk_commands.h"

namespace poolwalk {

using CommandGroups = std::variant<DocumentCommand, WalkCommand, ViewCommand, InterfaceCommand, NetworkCommand,
                                   LessonCommand, SessionCommand, Request>;

template <class C, class Group>
inline constexpr bool is_in_group = false;
template <class C, class... Cs>
inline constexpr bool is_in_group<C, std::variant<Cs...>> = (std::is_same_v<C, Cs> || ...);

// The group that a command's type belongs to, as GroupOf<C>.
template <class C, class Groups>
struct GroupAmong {};
template <class C, class First, class... Others>
struct GroupAmong<C, std::variant<First, Others...>>
    : std::conditional_t<is_in_group<C, First>, std::type_identity<First>, GroupAmong<C, std::variant<Others...>>> {};
template <class C>
using GroupOf = typename GroupAmong<C, CommandGroups>::type;

template <class C, class... Cs>
constexpr std::size_t place_in_group(const std::variant<Cs...>*) {
    std::size_t place = 0;
    static_cast<void>(((std::is_same_v<C, Cs> || (++place, false)) || ...));
    return place;
}
template <class C, class... Groups>
constexpr std::size_t place_among(const std::variant<Groups...>*) {
    std::size_t place = 0;
    static_cast<void>(
        ((place += place_in_group<C>(static_cast<const Groups*>(nullptr)), is_in_group<C, Groups>) || ...));
    return place;
}
template <class... Groups>
constexpr std::size_t count_of_all(const std::variant<Groups...>*) {
    return (std::variant_size_v<Groups> + ...);
}
// The types of commands numbered from 0, and how many there are.
template <class C>
inline constexpr std::size_t kind_of = place_among<C>(static_cast<const CommandGroups*>(nullptr));
inline constexpr std::size_t kinds_of_command = count_of_all(static_cast<const CommandGroups*>(nullptr));

// One command of any group. What constructs, copies and destroys all of them is compiled once, in command.cpp.
class Command {
public:
    Command(DocumentCommand command);
    Command(WalkCommand command);
    Command(ViewCommand command);
    Command(InterfaceCommand command);
    Command(NetworkCommand command);
    Command(LessonCommand command);
    Command(SessionCommand command);
    Command(Request command);
    template <class C, class Group = GroupOf<C>>
    Command(C command) : Command(Group(std::move(command))) {}

    Command(const Command& other);
    Command(Command&& other) noexcept;
    Command& operator=(const Command& other);
    Command& operator=(Command&& other) noexcept;
    ~Command();

    const CommandGroups& groups() const { return groups_; }
    // kind_of<C> of the command's type.
    std::size_t kind() const;

    // The command as a C, or null.
    template <class C>
    const C* as() const {
        const auto* group = std::get_if<GroupOf<C>>(&groups_);
        return group ? std::get_if<C>(group) : nullptr;
    }
    template <class C>
    bool is() const {
        return as<C>() != nullptr;
    }

private:
    CommandGroups groups_;
};

}  // namespace poolwalk
