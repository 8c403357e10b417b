#include "app/platform/input_queue.h"

#include <gmock/gmock.h>

#include <string>

#include "imgui.h"

namespace poolwalk::platform {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

KeyTurned turned(Key key, Stroke stroke, bool ctrl = false) {
    return {static_cast<int>(key), {.key = key, .ctrl = ctrl}, stroke};
}

// Pressed and let go between two frames.
void tap(InputQueue& queue, Key key) {
    queue.push(turned(key, Stroke::Down));
    queue.push(turned(key, Stroke::Up));
}

class InputQueueTest : public testing::Test {
protected:
    InputQueueTest() {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {100, 100};
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        io.IniFilename = nullptr;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    }
    ~InputQueueTest() override { ImGui::DestroyContext(context_); }
    std::vector<KeyPress> frame() {
        const auto keys = queue.next_frame();
        queue.feed();
        ImGui::NewFrame();
        ImGui::EndFrame();
        return keys;
    }

private:
    ImGuiContext* context_ = ImGui::CreateContext();

protected:
    InputQueue queue;
};

TEST_F(InputQueueTest, AFrameSeesOneKeyPress) {
    tap(queue, Key::A);
    tap(queue, Key::Enter);
    tap(queue, Key::Enter);
    EXPECT_THAT(frame(), ElementsAre(KeyPress{.key = Key::A}));
    EXPECT_THAT(frame(), ElementsAre(KeyPress{.key = Key::Enter}));
    EXPECT_TRUE(ImGui::IsKeyPressed(ImGuiKey_Enter, false));
    EXPECT_THAT(frame(), IsEmpty()) << "the key is up before it is down again";
    EXPECT_FALSE(ImGui::IsKeyDown(ImGuiKey_Enter));
    EXPECT_THAT(frame(), ElementsAre(KeyPress{.key = Key::Enter}));
    EXPECT_TRUE(ImGui::IsKeyPressed(ImGuiKey_Enter, false));
    EXPECT_THAT(frame(), IsEmpty());
    EXPECT_TRUE(queue.empty());
    EXPECT_EQ(queue.keys_seen(), 3U);
}

TEST_F(InputQueueTest, LettersComeWithTheirKey) {
    for (const char letter : {'a', 'b'}) {
        queue.push(turned(letter == 'a' ? Key::A : Key::B, Stroke::Down));
        queue.push(LetterTyped{static_cast<unsigned char>(letter)});
    }
    const auto letters = [&] {
        queue.next_frame();
        queue.feed();
        ImGui::NewFrame();
        const ImVector<ImWchar>& typed = ImGui::GetIO().InputQueueCharacters;
        const std::string text(typed.begin(), typed.end());
        ImGui::EndFrame();
        return text;
    };
    EXPECT_EQ(letters(), "a");
    EXPECT_EQ(letters(), "b");
}

TEST_F(InputQueueTest, ARepeatedKeyIsSeenAtOnce) {
    queue.push(turned(Key::Right, Stroke::Down));
    for (int i = 0; i < 20; ++i) queue.push(turned(Key::Right, Stroke::Repeat));
    queue.push(turned(Key::Right, Stroke::Up));
    EXPECT_THAT(frame(), SizeIs(21)) << "what is held does not run on after it is let go";
}

TEST_F(InputQueueTest, ModifiersAreThoseOfTheirKey) {
    queue.push(turned(Key::A, Stroke::Down, true));
    queue.push(turned(Key::A, Stroke::Up, true));
    queue.push(KeyTurned{-1, {}, Stroke::Up});
    tap(queue, Key::Z);
    EXPECT_THAT(frame(), ElementsAre(KeyPress{.key = Key::A, .ctrl = true}));
    EXPECT_TRUE(ImGui::GetIO().KeyCtrl);
    EXPECT_THAT(frame(), ElementsAre(KeyPress{.key = Key::Z}));
    EXPECT_FALSE(ImGui::GetIO().KeyCtrl);
}

TEST_F(InputQueueTest, AClickIsSeenDownThenUpWhereItWas) {
    queue.push(PointerMoved{10, 10});
    queue.push(ButtonTurned{0, true});
    queue.push(ButtonTurned{0, false});
    queue.push(PointerMoved{50, 50});
    queue.push(PointerMoved{60, 50});
    frame();
    EXPECT_TRUE(ImGui::IsMouseClicked(0));
    EXPECT_EQ(ImGui::GetIO().MousePos.x, 10);
    frame();
    EXPECT_TRUE(ImGui::IsMouseReleased(0));
    EXPECT_EQ(ImGui::GetIO().MousePos.x, 10);
    frame();
    EXPECT_EQ(ImGui::GetIO().MousePos.x, 60) << "of a move only the end counts";
    EXPECT_TRUE(queue.empty());
}

TEST_F(InputQueueTest, ADragIsSeenWhereItEnds) {
    queue.push(PointerMoved{10, 10});
    queue.push(ButtonTurned{0, true});
    frame();
    queue.push(PointerMoved{30, 10});
    queue.push(PointerMoved{60, 10});
    queue.push(ButtonTurned{0, false});
    frame();
    EXPECT_TRUE(ImGui::IsMouseDown(0));
    EXPECT_EQ(ImGui::GetIO().MousePos.x, 60) << "still held there";
    frame();
    EXPECT_TRUE(ImGui::IsMouseReleased(0));
    EXPECT_TRUE(queue.empty());
}

TEST_F(InputQueueTest, TheWheelAddsUpUntilTheMouseMoves) {
    for (int i = 0; i < 3; ++i) queue.push(WheelTurned{1});
    queue.push(PointerMoved{5, 5});
    queue.push(WheelTurned{-1});
    queue.next_frame();
    queue.feed();
    ImGui::NewFrame();
    EXPECT_EQ(ImGui::GetIO().MouseWheel, 3);
    EXPECT_NE(ImGui::GetIO().MousePos.x, 5);
    ImGui::EndFrame();
    EXPECT_FALSE(queue.empty());
}

}  // namespace
}  // namespace poolwalk::platform
