// A command as JSON, or an array of them that are carried out one after the other.
#include <nlohmann/json.hpp>

#include "core/io/files/read_file.h"
#include "core/io/json/json_field.h"
#include "core/io/json/json_parse.h"
#include "core/io/json/json_write.h"
#include "core/io/session/command_codec.h"
#include "core/io/session/document_json.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"
#include "core/io/session/view_json.h"
#include "tests/fuzz/support.h"

namespace {

using namespace poolwalk;

Result<Command> read(const nlohmann::json& json, std::string_view name) {
    io::JsonReader reader(json, name);
    Command command = io::read_command(reader.root());
    if (!reader.ok()) return reader.error();
    return command;
}

AppState before() {
    AnyTensor input = random_tensor(RandomKind::ManyTies, DType::Float32, {1, 2, 5, 5}, 7);
    return start_state(document_of("five", std::move(input), {.kernel = {3, 3}, .stride = {2, 2}}, {}));
}

// The command as JSON is the same command; false if it was refused.
bool carry_out(const nlohmann::json& json, AppState& state) {
    const auto command = read(json, "f.json");
    if (!command) {
        fuzz::expect_sentence(command.error().message, "f.json: ");
        return false;
    }
    const std::string text = io::to_text(io::json_of(*command));
    const auto written = io::parse_json(text, "again.json");
    fuzz::expect(written.ok(), "a command is written as JSON", text);
    const auto again = read(*written, "again.json");
    fuzz::expect(again.ok(), "a command that was written can be read", again ? "" : again.error().message);
    fuzz::expect(io::to_text(io::json_of(*again)) == text, "a command is the same after it was written and read",
                 text);

    AppState after = update(state, *command);
    const AppState same = update(state, *again);
    fuzz::expect(identical(after.document, same.document),
                 "a command that was read again does the same to the document", text);
    fuzz::expect(after.view == same.view && after.play == same.play,
                 "a command that was read again does the same to the view", text);
    fuzz::expect_sound(after);
    state = std::move(after);
    return true;
}

// Whatever was done can be saved, and opened again.
void expect_kept(const SessionFile& session) {
    const auto path = fuzz::folder() / "kept.json";
    const auto done = io::write_session(path, session, true);
    fuzz::expect(done.ok(), "a session can be saved", done ? "" : done.error().message);
    const auto again = io::read_session(*io::read_file(path), "kept.json", fuzz::folder());
    fuzz::expect(again.ok(), "a session that was saved can be read", again ? "" : again.error().message);
    const auto text = [](const SessionFile& s) { return io::to_text({io::json_of(s.view), io::json_of(s.play)}); };
    fuzz::expect(identical(again->document, session.document), "a saved session keeps the document");
    fuzz::expect(text(*again) == text(session), "a saved session keeps the view", text(*again) + text(session));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = io::parse_json(fuzz::text_of(data, size), "f.json");
    if (!json) {
        fuzz::expect_sentence(json.error().message, "f.json: ");
        return 0;
    }
    AppState state = before();
    if (!json->is_array()) carry_out(*json, state);
    for (std::size_t i = 0; json->is_array() && i < json->size() && i < 16; ++i)
        if (!carry_out((*json)[i], state)) break;
    fuzz::expect_drawn(state);
    if (fuzz::is_small(state.document)) expect_kept(session_file_of(state));
    for (int i = 0; i < 16; ++i) state = update(std::move(state), Undo{});
    fuzz::expect_sound(state);
    return 0;
}
