// What each exporter writes, against tests/golden/exports. POOLWALK_UPDATE_GOLDEN=1 writes them anew; what
// differs is left beside the test program, and the failure names both files.
#include "core/io/export/exporters.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/io/arrays/array_reader.h"
#include "core/io/export/array_files.h"
#include "core/io/export/python_script.h"
#include "core/io/export/svg.h"
#include "core/io/export/svg_parts.h"
#include "core/io/session/case_file.h"
#include "core/workspaces/workspaces.h"
#include "tests/core/workspaces/scene_support.h"
#include "tests/support/paths.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

class Exporting : public testing::Test {
protected:
    Result<Done> write(const std::string& name, const AppState& state, const Progress& progress = {},
                       bool overwrite = false) const {
        const Derived derived = derive(state.document);
        const auto row = exporter_for(folder / name);
        if (!row) return row.error();
        return (*row)->write(
            {.state = state, .derived = derived, .form = plain_form(shape_of(*state.document.input))},
            {folder / name, overwrite}, progress);
    }
    std::string written(const std::string& name, const AppState& state) const {
        const auto done = write(name, state);
        EXPECT_TRUE(done) << (done ? "" : done.error().message);
        return text_of(folder / name);
    }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }

    ScratchFolder scratch;
    fs::path folder = scratch.path();
};

void expect_golden(const std::string& name, const std::string& text) {
    const fs::path golden = source_path("tests/golden/exports") / name;
    if (std::getenv("POOLWALK_UPDATE_GOLDEN")) {
        std::ofstream(golden, std::ios::binary) << text;
        return;
    }
    if (text_of(golden) == text) return;
    const fs::path beside = build_path("export-" + name);
    std::ofstream(beside, std::ios::binary) << text;
    ADD_FAILURE() << "the file differs: compare " << golden.string() << " with " << beside.string();
}

TEST_F(Exporting, Golden) {
    const AppState overlap = test::example("overlap", 14), planes = test::example("seed-001-b", 3);
    expect_golden("overlap.svg", written("a.svg", overlap));
    expect_golden("overlap.py", written("a.py", overlap));
    expect_golden("overlap.json", written("a.json", overlap));
    expect_golden("overlap.tex", written("a.tex", overlap));
    expect_golden("overlap-dx.csv", written("dx.csv", overlap));
    expect_golden("planes-argmax.csv", written("argmax.csv", planes));
    expect_golden("planes.tex", written("b.tex", planes));
}

TEST_F(Exporting, EveryArrayComesBackAsItWas) {
    for (const char* name : {"ties", "seed-001-b", "nan-places"}) {
        const AppState state = test::example(name);
        const Derived derived = derive(state.document);
        for (const std::string array : {"x", "y", "dy", "dx"})
            for (const std::string ending : {".npy", ".csv"}) {
                ASSERT_TRUE(write(array + ending, state, {}, true)) << name;
                const auto read = read_array_file(folder / (array + ending));
                ASSERT_TRUE(read) << read.error().message;
                const AnyTensor& want = *std::get<const AnyTensor*>(*find_array(array, state.document, derived));
                const auto got = values_of(read->tensor), expected = values_of(want);
                ASSERT_EQ(got.size(), expected.size()) << name << array << ending;
                for (std::size_t i = 0; i < got.size(); ++i) {
                    const bool same = identical(got[i], expected[i]) ||
                                      (dtype_of(want) == DType::Float32 &&
                                       static_cast<float>(got[i]) == static_cast<float>(expected[i]));
                    EXPECT_TRUE(same) << name << array << ending << " " << i;
                }
                if (ending == ".npy") {
                    EXPECT_TRUE(identical(read->tensor, want));
                    EXPECT_EQ(read->shape.size(), shape_of(want).planes() == 1 ? 2u : 4u);
                }
            }
    }
}

TEST_F(Exporting, JsonIsACase) {
    const AppState state = test::example("ties");
    const auto problem = read_case(written("ties.json", state), "ties.json");
    ASSERT_TRUE(problem) << problem.error().message;
    EXPECT_TRUE(identical(problem->input, *state.document.input));
    EXPECT_TRUE(identical(*problem->grad_input, derive(state.document).grad_input));
}

TEST_F(Exporting, NothingIsWrittenOverUnlessAsked) {
    const AppState state = test::example("overlap");
    for (const char* name : {"dx.npy", "dx.csv", "a.svg", "a.json", "a.py", "a.tex"}) {
        std::ofstream(folder / name) << "mine";
        const auto done = write(name, state);
        ASSERT_FALSE(done) << name;
        EXPECT_THAT(done.error().message, HasSubstr("it exists already"));
        EXPECT_EQ(text_of(folder / name), "mine");
        EXPECT_TRUE(write(name, state, {}, true));
        EXPECT_NE(text_of(folder / name), "mine");
    }
}

TEST_F(Exporting, OfTheModuleForNotebooksIsTheFileItself) {
    EXPECT_EQ(written("poolwalk.py", test::example("ties")), text_of(source_path("assets/python/poolwalk.py")));
}

TEST_F(Exporting, CancelledLeavesNothing) {
    const AppState state = test::example("overlap");
    for (const char* name : {"dx.npy", "dx.csv", "a.svg", "a.json", "a.py", "a.tex"}) {
        int calls = 0;
        ASSERT_TRUE(write(
            name, state, [&](double) { return ++calls > 0; }, true));
        fs::remove(folder / name);
        ASSERT_GT(calls, 0) << name << " says how far it is";
        for (int most = 1; most <= calls; ++most) {
            int left = most;
            const auto done = write(name, state, [&](double) { return --left > 0; });
            ASSERT_FALSE(done) << name;
            EXPECT_THAT(done.error().message, HasSubstr("stopped"));
            EXPECT_EQ(files(), 0u) << name;
        }
    }
}

TEST_F(Exporting, TooMuchForAReaderIsRefused) {
    const AppState large =
        start_state(document_of("large", make_tensor(DType::Float32, {1, 1, 600, 600}, 1), {}, {}));
    const auto script = write("a.py", large), matrix = write("a.tex", large);
    ASSERT_FALSE(script || matrix);
    EXPECT_THAT(script.error().message, HasSubstr("X has 360000 numbers"));
    EXPECT_THAT(matrix.error().message, HasSubstr(".npy"));
    EXPECT_EQ(files(), 0u);
}

TEST(Exporters, CountAnArgmaxInItsPlaneOrInTheWholeArray) {
    const Shape shape{2, 3, 4, 4};
    const Document document =
        document_of("x", random_tensor(RandomKind::Distinct, DType::Float64, shape, 1), {.pads = {1, 1, 1, 1}}, {});
    const Derived derived = derive(document);
    const auto& input = std::get<Tensor<double>>(*document.input);
    const auto& output = std::get<Tensor<double>>(derived.output);
    const auto plane = argmax_in(ArgmaxForm::Plane, AxisOrder::NHWC, derived.argmax, shape);
    EXPECT_EQ(plane, derived.argmax.tensor());
    const auto array = argmax_in(ArgmaxForm::Array, AxisOrder::NCHW, derived.argmax, shape);
    const auto channels_last = argmax_in(ArgmaxForm::Array, AxisOrder::NHWC, derived.argmax, shape);
    const std::vector<double> turned = to_channels_last(input);
    for (std::size_t i = 0; i < output.data().size(); ++i) {
        EXPECT_EQ(input.data()[static_cast<std::size_t>(array.data()[i])], output.data()[i]);
        EXPECT_EQ(turned[static_cast<std::size_t>(channels_last.data()[i])], output.data()[i]);
    }
    // The corner windows of this padding see nothing at kernel 1.
    const Document empty = document_of("x", *document.input, {.kernel = {1, 1}, .pads = {1, 1, 1, 1}}, {});
    EXPECT_EQ(argmax_in(ArgmaxForm::Array, AxisOrder::NCHW, derive(empty).argmax, shape).data().front(), -1);
}

TEST(Exporters, AreFoundByTheEndingOfTheName) {
    for (const Exporter& row : exporters()) {
        const std::string name = usual_name(row, "Overlap, no ties");
        const auto found = exporter_for("somewhere/" + name);
        ASSERT_TRUE(found) << name;
        EXPECT_EQ(*found, &row) << name;
        EXPECT_EQ((row.made_of == MadeOf::Values), row.write != nullptr);
        EXPECT_EQ((row.made_of == MadeOf::Values), row.write_film == nullptr);
        EXPECT_FALSE(row.label.empty() || row.help.empty());
    }
    EXPECT_EQ(
        exporter_for("walk.bmp").error().message,
        "walk.bmp: expected a name that ends in .png, .gif, .mp4, .webm, .svg, .sheet.pdf, .solution.pdf, .pdf, "
        ".npy, .csv, .session.json, .json, .poolwalk.py, .py, .tex or .html");
    EXPECT_EQ(exporter_for("grad.npy").error().message,
              "grad.npy: there is no array of this name; expected x.npy, y.npy, dy.npy, dx.npy or argmax.npy");
    EXPECT_EQ((*exporter_for("WALK.SVG"))->ending, "svg");
    EXPECT_EQ((*exporter_for("work.Session.JSON"))->ending, "session.json");
    EXPECT_EQ((*exporter_for("sheet.pdf"))->label, "Worksheet");
    EXPECT_EQ((*exporter_for("monday.solution.pdf"))->label, "Its solution");
    EXPECT_EQ((*exporter_for("worksheet.pdf"))->label, "Printed page");
    EXPECT_EQ((*exporter_for("poolwalk.py"))->label, "Python module");
    EXPECT_FALSE(exporter_for("json"));
    EXPECT_FALSE(exporter_for(""));
    EXPECT_FALSE(exporter_for("folder.png/"));
}

TEST(Exporters, SuggestANameThatFileSystemsLike) {
    const Exporter& png = exporters().front();
    EXPECT_EQ(usual_name(png, "overlap"), "overlap.png");
    EXPECT_EQ(usual_name(png, "photo.png"), "photo.png");
    EXPECT_EQ(usual_name(png, "A stem: kernel 3, stride 2"), "A-stem-kernel-3-stride-2.png");
    EXPECT_EQ(usual_name(png, "../.."), "poolwalk.png");
    EXPECT_EQ(usual_name(png, ""), "poolwalk.png");
}

// --- Programs ----------------------------------------------------------------------------------

std::string python() {
    for (const std::string candidate : {"python3", "/usr/bin/python3"})
        if (std::system((candidate + " -c 'import numpy' 2>/dev/null").c_str()) == 0) return candidate;
    return {};
}

std::vector<double> numbers_in(const std::string& text) {
    std::string plain;
    for (const char c : text) plain += c == '[' || c == ']' ? ' ' : c;
    std::istringstream words(plain);
    std::vector<double> numbers;
    for (std::string word; words >> word;) numbers.push_back(std::stod(word));
    return numbers;
}

// Runs the program and compares what it prints with Y and dX; torch, where installed, compares itself.
TEST_F(Exporting, ProgramsPrintTheSameNumbers) {
    const std::string interpreter = python();
    ASSERT_FALSE(interpreter.empty())
        << "python3 with NumPy is missing; install it with:  apt-get install python3-numpy";
    for (const char* name : {"overlap", "ties", "seed-001-b", "seed-000-b", "nan-places", "windows-on-edges"}) {
        AppState state = test::example(name);
        for (const Rules& rules :
             {state.document.rules, Rules{}, Rules{TieRule::Split, OverlapRule::AssignCell, NanRule::NoMatch}}) {
            state.document.rules = rules;
            state.document.method = method_under(state.document.method, rules);
            ASSERT_TRUE(write("a.py", state, {}, true));
            const std::string out = (folder / "out").string();
            ASSERT_EQ(std::system((interpreter + " " + (folder / "a.py").string() + " > " + out + " 2>&1").c_str()),
                      0)
                << text_of(out);
            std::string printed = text_of(out);
            printed.resize(std::min(printed.size(), printed.find("PyTorch")));
            const Derived derived = derive(state.document);
            std::vector<double> want = values_of(derived.output);
            for (const double value : values_of(derived.grad_input)) want.push_back(value);
            const std::vector<double> got = numbers_in(printed);
            ASSERT_EQ(got.size(), want.size()) << name << printed;
            for (std::size_t i = 0; i < got.size(); ++i)
                EXPECT_TRUE(got[i] == want[i] || (std::isnan(got[i]) && std::isnan(want[i])) ||
                            static_cast<float>(got[i]) == static_cast<float>(want[i]))
                    << name << " " << i << ": " << got[i] << " for " << want[i];
        }
    }
}

TEST(Script, SpeaksOfPyTorchOnlyWhereItsRulesAreThese) {
    const auto script = [](const AppState& state) { return script_text(state.document); };
    EXPECT_THAT(script(test::example("overlap")), HasSubstr("torch.nn.functional.max_pool2d"));
    for (const Command& other :
         std::vector<Command>{SetRules{{TieRule::Last, OverlapRule::Accumulate, NanRule::LastNan}},
                              SetRules{{TieRule::First, OverlapRule::AssignCell, NanRule::LastNan}},
                              SetRules{{TieRule::First, OverlapRule::Accumulate, NanRule::ByTie}},
                              SetGeometry{{.kernel = {2, 2}, .stride = {1, 1}, .pads = {1, 0, 0, 0}}},
                              SetGeometry{{.kernel = {2, 2}, .stride = {1, 1}, .pads = {2, 2, 2, 2}}}})
        EXPECT_THAT(script(test::with(test::example("overlap"), {other})), Not(HasSubstr("torch")));
    EXPECT_THAT(script(test::example("seed-000-b")), Not(HasSubstr("torch"))) << "its dY is smaller than Y";
    const std::string padded = script(test::with(
        test::example("overlap"),
        {SetGeometry{
            {.kernel = {3, 2}, .stride = {2, 1}, .dilation = {1, 2}, .pads = {1, 1, 1, 1}, .ceil_mode = true}}}));
    EXPECT_THAT(padded, HasSubstr("kernel_size=(3, 2), stride=(2, 1), padding=(1, 1)"));
    EXPECT_THAT(padded, HasSubstr("dilation=(1, 2), ceil_mode=True"));
}

TEST(Script, IsTheMethodsOwnCodeWhereThatFits) {
    const MethodRow& method = *find_method("im2col");
    AppState state = test::with(test::example(method.example), {SetMethod{"im2col"}});
    EXPECT_THAT(script_text(state.document), testing::StartsWith("# " + std::string(method.label)));
    state = test::with(std::move(state), {SetRules{{TieRule::All, {}, {}}}});
    EXPECT_THAT(script_text(state.document), testing::StartsWith("import numpy"))
        << "other rules, so no longer this method";
}

// --- Drawings ----------------------------------------------------------------------------------

std::string drawing(const AppState& state) {
    scene::SceneCache cache;
    return svg_text(scene::build_scene(state, derive(state.document), {0, 0, 940, 870}, cache), state.document.title);
}

TEST_F(Exporting, DrawingsAreXmlWhateverStandsInThem) {
    std::vector<AppState> states{test::example("overlap", 5), test::example("ties", 12),
                                 test::example("seed-001-b", 9), test::example("lighthouse", 700),
                                 test::example("nan-places", 3)};
    for (const Workspace space : {Workspace::Rules, Workspace::Check})
        states.push_back(test::with(test::example("ties"), {SetWorkspace{space}}));
    states[0].document.title = "<&\"'>]]> \x01 \xff \xed\xa0\x80 \xef\xbf\xbf \xf0\x9f\x98\x80";
    test::AnyState any(11);
    for (int i = 0; i < 20; ++i) states.push_back(any.draw());
    std::string command =
        "python3 -c 'import sys, xml.dom.minidom as m\nfor f in sys.argv[1:]:\n  d = m.parse(f)\n"
        "  assert d.documentElement.tagName == \"svg\"\n  ids = [e.getAttribute(\"id\") for e in "
        "d.getElementsByTagName(\"*\")]\n"
        "  text = open(f, encoding=\"utf-8\").read()\n"
        "  for part in text.split(\"url(#\")[1:]: assert part.split(\")\")[0] in ids, part[:20]'";
    for (std::size_t i = 0; i < states.size(); ++i) {
        const fs::path file = folder / (std::to_string(i) + ".svg");
        std::ofstream(file) << drawing(states[i]);
        command += " " + file.string();
    }
    EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST(Drawing, HasRealTextAndTheGridsOwnColours) {
    const std::string svg = drawing(test::example("overlap", 14));
    EXPECT_THAT(svg, HasSubstr(">gradient at the input, so far</text>"));
    EXPECT_THAT(svg, HasSubstr("<title>Overlap"));
    EXPECT_THAT(svg, HasSubstr("text-anchor=\"middle\""));
    EXPECT_THAT(svg, Not(HasSubstr("<image")));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(drawing(test::example("overlap", 4)), HasSubstr("url(#hatch")) << "not computed yet is hatched";
}

TEST(Drawing, OfALargeGridHoldsAPictureOfIt) {
    const AppState large = start_state(
        document_of("large", random_tensor(RandomKind::Distinct, DType::Float32, {1, 1, 300, 5000}, 3), {}, {}));
    const std::string svg = drawing(large);
    EXPECT_THAT(svg, HasSubstr("xlink:href=\"data:image/png;base64,iVBORw0KGgo"));
    EXPECT_THAT(svg, HasSubstr("url(#hatch")) << "dX is not computed yet";
    EXPECT_LT(svg.size(), 3'000'000u);
}

TEST(Drawing, WritesBase64AsEverybodyReadsIt) {
    EXPECT_EQ(svg::base64(""), "");
    EXPECT_EQ(svg::base64("f"), "Zg==");
    EXPECT_EQ(svg::base64("fo"), "Zm8=");
    EXPECT_EQ(svg::base64("foo"), "Zm9v");
    EXPECT_EQ(svg::base64("foobar"), "Zm9vYmFy");
}

TEST(Drawing, WritesNumbersShortly) {
    EXPECT_EQ(svg::number(12.5), "12.5");
    EXPECT_EQ(svg::number(-0.001), "0");
    EXPECT_EQ(svg::number(1.0 / 3), "0.33");
    EXPECT_EQ(svg::number(123456), "123456");
}

}  // namespace
}  // namespace poolwalk::io
