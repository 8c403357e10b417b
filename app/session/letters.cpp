#include "app/session/letters.h"

#include <string_view>

namespace poolwalk {
namespace {

constexpr unsigned char first_beyond_latin = 0xC4;  // begins U+0100 and all after it

// Takes one letter of UTF-8 off the text; 0 for what is none.
char32_t take_letter(std::string_view& text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const std::size_t length = byte(0) < 0xC0 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
    char32_t letter = length == 1 ? byte(0) : byte(0) & (0x7Fu >> length);
    bool is_whole = length <= text.size() && (length > 1 || byte(0) < 0x80);
    for (std::size_t i = 1; is_whole && i < length; ++i) {
        is_whole = (byte(i) & 0xC0) == 0x80;
        letter = letter << 6 | (byte(i) & 0x3Fu);
    }
    text.remove_prefix(is_whole ? length : 1);
    return is_whole ? letter : 0;
}

void add(render::Letters& letters, std::string_view text) {
    while (!text.empty()) {
        if (static_cast<unsigned char>(text.front()) < first_beyond_latin) {
            text.remove_prefix(1);
            continue;
        }
        const char32_t letter = take_letter(text);
        if (letter != 0 && !render::is_always_baked(letter)) letters.insert(letter);
    }
}

void add(render::Letters& letters, const LessonAnswer& answer) {
    for (const std::string& option : answer.options) add(letters, option);
    for (const LessonHint& hint : answer.hints) add(letters, hint.sentence);
    add(letters, answer.hint);
}

void add(render::Letters& letters, const Lesson& lesson) {
    add(letters, lesson.title);
    for (const LessonPage& page : lesson.pages) {
        add(letters, page.question);
        add(letters, page.sentence);
        if (page.answer) add(letters, *page.answer);
    }
    for (const std::string& line : lesson.learned) add(letters, line);
}

}  // namespace

render::Letters further_letters(const AppState& state, std::span<const ui::FolderEntry> folder) {
    render::Letters letters;
    for (const std::string* text :
         {&state.document.title, &state.notice.sentence, &state.origin.file, &state.view.folder})
        add(letters, *text);
    for (const std::string& file : state.recent) add(letters, file);
    for (const ui::FolderEntry& entry : folder) add(letters, entry.name);
    if (state.claim) add(letters, state.claim->title);
    if (state.question) add(letters, state.question->about), add(letters, state.question->path);
    if (state.lesson) add(letters, *state.lesson->lesson);
    return letters;
}

}  // namespace poolwalk
