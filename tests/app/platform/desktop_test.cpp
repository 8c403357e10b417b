// The desktop's wish for no animations, as GTK's file has it.
#include "app/platform/desktop.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/scratch_folder.h"

namespace poolwalk::platform {
namespace {

namespace fs = std::filesystem;

class DesktopSettings : public testing::Test {
protected:
    DesktopSettings() {
        if (const char* before = std::getenv("XDG_CONFIG_HOME")) before_ = before;
        ::setenv("XDG_CONFIG_HOME", folder_.c_str(), 1);
    }
    ~DesktopSettings() override {
        if (before_.empty()) ::unsetenv("XDG_CONFIG_HOME");
        else ::setenv("XDG_CONFIG_HOME", before_.c_str(), 1);
    }
    void write(const std::string& gtk, const std::string& text) const {
        fs::create_directories(folder_ / gtk);
        std::ofstream(folder_ / gtk / "settings.ini") << text;
    }

private:
    ScratchFolder scratch_;
    fs::path folder_ = scratch_.path();
    std::string before_;
};

TEST_F(DesktopSettings, WithoutAFileThingsMove) { EXPECT_FALSE(wants_reduced_motion()); }

TEST_F(DesktopSettings, AreReadFromGtksFiles) {
    write("gtk-3.0", "[Settings]\ngtk-enable-animations=0\n");
    EXPECT_TRUE(wants_reduced_motion());
    write("gtk-4.0", "[Settings]\ngtk-enable-animations=true\n");
    EXPECT_FALSE(wants_reduced_motion()) << "the newer one is asked first";
}

TEST_F(DesktopSettings, MayBeHostile) {
    for (const char* text : {"", "gtk-enable-animations=0", "[Settings]\ngtk-enable-animations=maybe\n",
                             "[Settings\n\xff\xfe", "[Settings]\ngtk-theme-name=x\n"}) {
        write("gtk-3.0", text);
        EXPECT_FALSE(wants_reduced_motion()) << text;
    }
}

}  // namespace
}  // namespace poolwalk::platform
