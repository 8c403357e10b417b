#include "app/platform/clipboard.h"

#include <xcb/xcb.h>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

#include <poll.h>

namespace poolwalk::platform {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t max_bytes = std::size_t{1} << 28;
constexpr int slice_ms = 20;

struct Free {
    void operator()(void* reply) const { std::free(reply); }
};
template <class T>
using Reply = std::unique_ptr<T, Free>;
using Event = Reply<xcb_generic_event_t>;

// A connection, and a window that answers are sent to.
class Connection {
public:
    Connection() : xcb_(xcb_connect(nullptr, &screen_)) {
        if (!ok()) return;
        xcb_screen_iterator_t screen = xcb_setup_roots_iterator(xcb_get_setup(xcb_));
        for (int i = 0; i < screen_ && screen.rem > 1; ++i) xcb_screen_next(&screen);
        window_ = xcb_generate_id(xcb_);
        const std::uint32_t events = XCB_EVENT_MASK_PROPERTY_CHANGE;
        xcb_create_window(xcb_, XCB_COPY_FROM_PARENT, window_, screen.data->root, 0, 0, 1, 1, 0,
                          XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK, &events);
    }
    ~Connection() { xcb_disconnect(xcb_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    bool ok() const { return xcb_connection_has_error(xcb_) == 0; }
    xcb_atom_t atom(std::string_view name) {
        const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(
            xcb_, xcb_intern_atom(xcb_, 0, static_cast<std::uint16_t>(name.size()), name.data()), nullptr));
        return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
    }
    xcb_window_t owner_of(xcb_atom_t selection) {
        const Reply<xcb_get_selection_owner_reply_t> reply(
            xcb_get_selection_owner_reply(xcb_, xcb_get_selection_owner(xcb_, selection), nullptr));
        return reply ? reply->owner : xcb_window_t{XCB_NONE};
    }
    void let_go_of(xcb_atom_t selection) {
        xcb_set_selection_owner(xcb_, XCB_NONE, selection, XCB_CURRENT_TIME);
        owner_of(selection);  // waits until the server has done it
    }
    void ask(xcb_atom_t selection, xcb_atom_t target, xcb_atom_t property) {
        xcb_convert_selection(xcb_, window_, selection, target, property, XCB_CURRENT_TIME);
        xcb_flush(xcb_);
    }
    // The next event, if it comes within a slice of time.
    Event event() {
        xcb_flush(xcb_);
        if (Event event{xcb_poll_for_event(xcb_)}) return event;
        pollfd file{xcb_get_file_descriptor(xcb_), POLLIN, 0};
        ::poll(&file, 1, slice_ms);
        return Event{xcb_poll_for_event(xcb_)};
    }
    // Removes the property, which tells the owner to go on.
    Reply<xcb_get_property_reply_t> take(xcb_atom_t property) {
        return Reply<xcb_get_property_reply_t>(xcb_get_property_reply(
            xcb_, xcb_get_property(xcb_, 1, window_, property, XCB_GET_PROPERTY_TYPE_ANY, 0, max_bytes / 4),
            nullptr));
    }

private:
    int screen_ = 0;
    xcb_connection_t* xcb_;
    xcb_window_t window_ = XCB_NONE;
};

Error silent() { return Error{"the program that holds the clipboard does not answer; copy again and paste then"}; }

template <class T>
const T* as(const Event& event, std::uint8_t type) {
    return event && (event->response_type & 0x7F) == type ? reinterpret_cast<const T*>(event.get()) : nullptr;
}

std::string utf8_of(std::string_view latin1) {
    std::string text;
    for (const char letter : latin1) {
        const auto code = static_cast<unsigned char>(letter);
        if (code < 0x80) text += letter;
        else text += {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
    }
    return text;
}

// One question to the clipboard's owner, and its answer.
class Asking {
public:
    Asking(Connection& x, const Progress& progress)
        : x_(x), progress_(progress), property_(x.atom("POOLWALK_CLIPBOARD")), incremental_(x.atom("INCR")) {}

    // Absent: the owner has no such form of it.
    Result<std::optional<std::string>> text_as(xcb_atom_t target) {
        x_.ask(x_.atom("CLIPBOARD"), target, property_);
        const auto answer = until([&](const Event& event) -> std::optional<bool> {
            const auto* told = as<xcb_selection_notify_event_t>(event, XCB_SELECTION_NOTIFY);
            if (!told || told->target != target) return std::nullopt;
            return told->property != XCB_NONE;
        });
        if (!answer) return answer.error();
        if (!*answer) return std::optional<std::string>();
        const auto whole = x_.take(property_);
        if (!whole) return silent();
        if (whole->type != incremental_) return std::optional(text_of(*whole));
        return in_pieces();
    }

private:
    static std::string text_of(const xcb_get_property_reply_t& reply) {
        if (reply.format != 8) return {};
        return {static_cast<const char*>(xcb_get_property_value(&reply)),
                static_cast<std::size_t>(xcb_get_property_value_length(&reply))};
    }
    // Each piece is put into the property when the one before has been taken; an empty one is the end.
    Result<std::optional<std::string>> in_pieces() {
        std::string text;
        for (;;) {
            const auto there = until([&](const Event& event) -> std::optional<bool> {
                const auto* changed = as<xcb_property_notify_event_t>(event, XCB_PROPERTY_NOTIFY);
                if (changed && changed->atom == property_ && changed->state == XCB_PROPERTY_NEW_VALUE) return true;
                return std::nullopt;
            });
            if (!there) return there.error();
            const auto piece = x_.take(property_);
            if (!piece) return silent();
            const std::string part = text_of(*piece);
            if (part.empty()) return std::optional(std::move(text));
            text += part;
            if (text.size() > max_bytes) return Error{"the clipboard holds more than 256 MiB"};
        }
    }
    template <class Answer>
    Result<bool> until(Answer&& answer) {
        const auto end = Clock::now() + std::chrono::duration<double>(clipboard_patience_s);
        while (Clock::now() < end) {
            if (!goes_on(progress_, 0)) return stopped();
            if (!x_.ok()) return silent();
            if (const auto told = answer(x_.event())) return *told;
        }
        return silent();
    }

    Connection& x_;
    const Progress& progress_;
    xcb_atom_t property_, incremental_;
};

}  // namespace

Result<std::string> read_clipboard(const Progress& progress) {
    Connection x;
    if (!x.ok()) return Error{"the display's clipboard cannot be reached"};
    if (x.owner_of(x.atom("CLIPBOARD")) == XCB_NONE) return std::string();
    Asking asking(x, progress);
    auto text = asking.text_as(x.atom("UTF8_STRING"));
    if (!text) return text.error();
    if (*text) return std::move(**text);
    text = asking.text_as(XCB_ATOM_STRING);
    if (!text) return text.error();
    return *text ? utf8_of(**text) : std::string();
}

std::uint32_t clipboard_owner() {
    Connection x;
    return x.ok() ? x.owner_of(x.atom("CLIPBOARD")) : xcb_window_t{XCB_NONE};
}

void hand_over_clipboard(std::uint32_t our_window, const std::function<void()>& serve) {
    Connection x;
    if (!x.ok() || our_window == XCB_NONE) return;
    const xcb_atom_t clipboard = x.atom("CLIPBOARD"), manager = x.atom("CLIPBOARD_MANAGER");
    if (x.owner_of(clipboard) != our_window) return;
    if (x.owner_of(manager) != XCB_NONE) {
        x.ask(manager, x.atom("SAVE_TARGETS"), x.atom("POOLWALK_CLIPBOARD"));
        const auto end = Clock::now() + std::chrono::duration<double>(clipboard_patience_s);
        while (Clock::now() < end && !as<xcb_selection_notify_event_t>(x.event(), XCB_SELECTION_NOTIFY)) serve();
    }
    if (x.owner_of(clipboard) == our_window) x.let_go_of(clipboard);
}

}  // namespace poolwalk::platform
