// What tests of sessions share: a folder for each, with the few things that they do there, and what is kept of a
// view.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/io/files/read_file.h"
#include "core/io/session/session_read.h"
#include "core/io/session/session_write.h"
#include "tests/core/doc/update/doc_support.h"
#include "tests/core/doc/update/random_commands.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::test {

namespace fs = std::filesystem;

// What a session keeps of the view: the rest is the machine's.
inline View kept(View view) {
    view.hover.reset();
    view.show_keys = view.show_about = view.show_files = view.show_export = view.show_welcome = false;
    view.reduced_motion = view.presents = view.folds_left = view.folds_right = view.hides_talk = false;
    view.export_look = {};
    view.shows_all_settings = true;
    view.scale = view.scale_of_window = view.monitor_scale = 1;
    view.chosen_scale.reset();
    view.scale_with_room = max_scale;
    view.files_for = FilesFor::Document;
    view.folder.clear();
    if (!view.pinned) view.selected_to.reset();
    return view;
}

inline Playback kept(Playback play) {
    play.playing = false;
    play.waited_s = 0;
    play.stop_at.reset();
    play.motion.reset();
    return play;
}

// What a session holds after any commands.
inline SessionFile session_of_any_work(std::uint64_t seed) {
    CommandSource source(seed);
    AppState state = start_state(overlapping(1 + static_cast<std::int64_t>(seed % 3)));
    for (int i = 0; i < 40; ++i) state = update(std::move(state), source.any());
    if (state.view.colormap > 2) state.view.colormap = 2;
    state.claim = state.claim && shape_of(*state.claim->grad_input).cells() > 0 ? state.claim : std::nullopt;
    return session_file_of(state);
}

inline void expect_came_back(const SessionFile& before, const SessionFile& after, std::uint64_t seed) {
    EXPECT_TRUE(identical(before.document, after.document)) << seed;
    EXPECT_EQ(kept(before.view), after.view) << seed;
    EXPECT_EQ(kept(before.play), after.play) << seed;
    EXPECT_EQ(before.quiz, after.quiz) << seed;
    ASSERT_EQ(before.claim.has_value(), after.claim.has_value()) << seed;
    EXPECT_TRUE(!before.claim || identical(*before.claim->grad_input, *after.claim->grad_input)) << seed;
}

class SessionFolder : public testing::Test {
protected:
    void put(const std::string& name, const std::string& text) const {
        std::ofstream(folder / name, std::ios::binary) << text;
    }
    std::string text_of(const std::string& name) const { return io::read_file(folder / name).value(); }
    Result<SessionFile> read(const std::string& name) const { return io::read_session(text_of(name), name, folder); }
    Result<SessionFile> of(const std::string& text) const { return io::read_session(text, "s.json", folder); }

    // Of the files here, those made from contents without it.
    std::vector<std::string> names() const {
        std::vector<std::string> list;
        for (const auto& entry : fs::directory_iterator(folder)) {
            std::string name = entry.path().filename().string();
            if (name.ends_with(".npy") && name.size() > 21 && name[name.size() - 21] == '-')
                name.resize(name.size() - 20);
            list.push_back(name);
        }
        std::ranges::sort(list);
        return list;
    }

    ScratchFolder scratch;
    fs::path folder = scratch.path();
};

}  // namespace poolwalk::test
