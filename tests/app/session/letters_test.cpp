#include "app/session/letters.h"

#include <gmock/gmock.h>

#include "core/io/session/examples.h"

namespace poolwalk {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

AppState titled(const std::string& title) {
    AppState state = start_state(io::load_example("overlap").value());
    state.document.title = title;
    return state;
}

TEST(Letters, AreThoseOfTextsFromOutside) {
    EXPECT_THAT(further_letters(titled("Überlappung → 3 × 4, ∞"), {}), IsEmpty()) << "baked in any case";
    EXPECT_THAT(further_letters(titled("最大 x"), {}), ElementsAre(U'大', U'最'));
    const std::vector<ui::FolderEntry> folder{{.name = "Привет.npy", .path = "/x", .is_folder = false},
                                              {.name = "한.png", .path = "/y", .is_folder = false}};
    const render::Letters found = further_letters(titled("plain"), folder);
    EXPECT_TRUE(found.contains(U'П') && found.contains(U'한'));
    EXPECT_TRUE(further_letters(titled("\U0001F600"), {}).contains(U'\U0001F600'));
}

TEST(Letters, BytesThatAreNoUtf8AreSkipped) {
    EXPECT_THAT(further_letters(titled("\xE6\x9C"), {}), IsEmpty());
    EXPECT_THAT(further_letters(titled("\xF8\xFF\x80 \xE6\x9C\xE5\xA4\xA7"), {}), ElementsAre(U'大'));
}

TEST(Letters, OfALessonAreThoseOfAllItsPages) {
    AppState state = titled("plain");
    auto lesson = std::make_shared<Lesson>();
    lesson->title = "池";
    lesson->pages = {
        {.question = "大?",
         .answer = LessonAnswer{.right = {ChosenOption{0}}, .options = {"是", "不"}, .hints = {}, .hint = "看"},
         .sentence = "对",
         .action = {}}};
    lesson->learned = {"完"};
    state.lesson = LessonRun{.lesson = lesson};
    EXPECT_EQ(further_letters(state, {}).size(), 7u);
}

}  // namespace
}  // namespace poolwalk
