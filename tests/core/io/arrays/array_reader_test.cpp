// Files as a whole: every one that tests/badfiles lists, what the disk can do wrong, and mutations.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "core/io/arrays/array_reader.h"
#include "core/io/arrays/png_write.h"
#include "core/io/arrays/reader_support.h"
#include "core/io/arrays/text_read.h"
#include "core/io/files/read_file.h"
#include "tests/core/io/arrays/array_reader_support.h"
#include "tests/support/paths.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path folder = source_path("tests/badfiles");

// Where the manifest leaves a choice, these load and the others are refused.
bool policy_loads(const std::string& file) {
    static const std::set<std::string> loads{"csv/policy-comment.csv",       "csv/policy-cr-only.csv",
                                             "csv/policy-quoted.csv",        "csv/policy-semicolons.csv",
                                             "csv/policy-tabs.csv",          "npy/policy-1d.npy",
                                             "npy/policy-u8-beyond-2p53.npy"};
    return loads.contains(file);
}

std::vector<json> listed_files() {
    std::ifstream in(folder / "manifest.json");
    std::vector<json> files;
    const json manifest = json::parse(in);
    for (const json& file : manifest["files"]) {
        const std::string format = file["format"];
        const bool is_ours = format == "csv" || format == "npy" || format == "npz" || format == "png";
        if (is_ours && fs::exists(folder / file["file"].get<std::string>())) files.push_back(file);
    }
    return files;
}

std::vector<double> numbers(const json& list) {
    std::vector<double> values;
    for (const json& value : list) {
        if (value.is_number()) values.push_back(value.get<double>());
        else values.push_back(std::stod(value.get<std::string>()));
    }
    return values;
}

void expect_loaded(const json& file, const Result<Loaded>& result) {
    ASSERT_TRUE(result) << refusal_of(result);
    EXPECT_EQ(result->shape, file["shape"].get<std::vector<std::int64_t>>());
    const char* const key = file.contains("scaled_to_255") ? "scaled_to_255" : "values";
    if (!file.contains(key)) return;
    EXPECT_TRUE(same_values(values_of(result->tensor), numbers(file[key])));
}

void expect_refused(const Result<Loaded>& result, const std::string& name) {
    ASSERT_FALSE(result) << "loaded as " << to_string(shape_of(result->tensor));
    const std::string& message = result.error().message;
    EXPECT_TRUE(message.starts_with(name)) << message;
    EXPECT_GT(message.size(), name.size() + 10) << message;
    EXPECT_EQ(message.find_first_of("\n\r\t"), std::string::npos) << message;
}

TEST(BadFiles, LoadOrAreRefusedAsTheManifestSays) {
    const std::vector<json> files = listed_files();
    EXPECT_GE(files.size(), 60u);
    for (const json& file : files) {
        const std::string name = file["file"], expect = file["expect"];
        SCOPED_TRACE(name + ": " + file["why"].get<std::string>());
        const fs::path path = folder / name;
        const Result<Loaded> result = read_array_file(path);
        if (expect == "load" || (expect == "policy" && policy_loads(name))) expect_loaded(file, result);
        if (expect == "reject" || (expect == "policy" && !policy_loads(name))) expect_refused(result, path.string());
        if (expect == "either" && result) expect_loaded(file, result);
    }
}

TEST(BadFiles, SayWhatTheyChanged) {
    const Result<Loaded> result = read_array_file(folder / "npy/policy-u8-beyond-2p53.npy");
    EXPECT_THAT(result->notes, ElementsAre("1 integer is not exact in float64 and was rounded"));
}

TEST(BadFiles, NameTheLimitThatTheyBreak) {
    EXPECT_THAT(refusal_of(read_array_file(folder / "png/limit-real-bomb-20000.png")),
                HasSubstr("20000 x 20000 is too large: the limit is 16384 cells a side"));
    EXPECT_THAT(refusal_of(read_array_file(folder / "csv/limit-many-rows.csv")), HasSubstr("16384 cells a side"));
}

// Short and the same every time: whatever a few bytes become, the answer is a tensor or a sentence.
TEST(BadFiles, SurviveMutation) {
    std::mt19937 random(20);
    std::vector<std::pair<std::string, std::string>> seeds;
    for (const json& file : listed_files())
        if (file["bytes"].get<int>() < 2000)
            seeds.emplace_back(file["file"], read_file(folder / file["file"].get<std::string>()).value());
    for (int round = 0; round < 4000; ++round) {
        auto [name, bytes] = seeds[random() % seeds.size()];
        const std::string& other = seeds[random() % seeds.size()].second;
        for (unsigned edits = 1 + random() % 4; edits > 0 && !bytes.empty(); --edits) {
            const std::size_t at = random() % bytes.size();
            switch (random() % 5) {
                case 0: bytes[at] = static_cast<char>(random()); break;
                case 1: bytes[at] = static_cast<char>(bytes[at] ^ 1 << random() % 8); break;
                case 2: bytes.erase(at, 1 + random() % 8); break;
                case 3: bytes.insert(at, other.substr(0, random() % 20)); break;
                default: bytes.resize(at);
            }
        }
        const Result<Loaded> result = read_array_bytes(bytes, name);
        if (!result) expect_refused(result, name);
    }
}

TEST(ReadFile, SaysWhatIsWrongWithThePath) {
    const ScratchFolder own;
    const fs::path scratch = own.path();
    fs::create_directories(scratch / "folder.csv");
    const std::string missing = (scratch / "missing.csv").string(), directory = (scratch / "folder.csv").string();
    EXPECT_EQ(refusal_of(read_array_file(missing)), missing + ": there is no such file");
    EXPECT_EQ(refusal_of(read_array_file(directory)), directory + ": this is a folder, expected a file");
    EXPECT_THAT(refusal_of(read_array_file("/dev/null")), HasSubstr("this is not an ordinary file"));
    const std::string link = (scratch / "link.npy").string();
    fs::create_symlink("gone.npy", link);
    EXPECT_EQ(refusal_of(read_array_file(link)), link + ": this is a link to gone.npy, which is not there");

    const std::string large = (scratch / "large.csv").string();
    std::ofstream(large).close();
    fs::resize_file(large, max_file_bytes + 1);
    EXPECT_EQ(refusal_of(read_array_file(large)),
              large + ": the file is too large: the limit is 1 GiB (1073741824 bytes)");
    fs::resize_file(large, max_json_bytes + 1);
    EXPECT_EQ(read_json_file(large).error().message,
              large + ": the file is too large: the limit is 16 MiB (16777216 bytes)");
}

TEST(ReadFile, SaysHowOtherProgramsFilesAreTurnedIntoOurs) {
    EXPECT_EQ(refusal_of(read_array_bytes("", "run/net.PTH")),
              "run/net.PTH: this is a file of PyTorch, expected .npy, .npz, .png, .jpg, .csv, .txt or .tsv; in "
              "Python: numpy.save(\"x.npy\", torch.load(\"net.PTH\").detach().cpu().numpy())");
    EXPECT_THAT(refusal_of(read_array_bytes("", "a.mat")), HasSubstr("scipy.io.loadmat(\"a.mat\")[\"x\"]"));
    EXPECT_THAT(refusal_of(read_array_bytes("", "a.xlsx")), HasSubstr("pandas.read_excel(\"a.xlsx\", header=None)"));
    EXPECT_THAT(refusal_of(read_array_bytes("", "a.bmp")), HasSubstr("PIL.Image.open(\"a.bmp\").save(\"x.png\")"));
    EXPECT_THAT(refusal_of(read_array_bytes("", "a.doc")), HasSubstr("of no known format"));
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (; times > 0; --times) all += text;
    return all;
}

// The rest of each is a gigabyte of zeros, which would be another complaint or take long to read.
TEST(ReadFile, LooksAtALargeFileBeforeItReadsTheRest) {
    const std::string ones = repeated("1,", beginning_bytes / 2);
    const std::vector<std::pair<std::string, std::string>> files{
        {"a.npy", npy("|u1", "(1000, 1000, 1000)", "")},
        {"a.npy", npy("<f8", "(1, 2)", "")},
        {"a.npy", "text"},
        {"a.png", "\x89PNG\r\n\x1a\n" + std::string("\0\0\0\rIHDR\0\1\x86\xa0\0\1\x86\xa0\b\0\0\0\0", 21)},
        {"a.png", "text"},
        {"a.csv", ones},
        {"a.csv", "[" + ones},
        {"a.tsv", std::string(beginning_bytes, ' ')},
        {"a.txt", "\xff\xfe" + ones},
    };
    const std::vector<std::string> refused{
        "the limit is 2^26",     "expected 16 for 1 x 2", "expected a NumPy",
        "the limit is 16384",    "expected a PNG",        "column 32769: found a number too many",
        "found a list too long", "first 1048576 bytes",   "UTF-16"};
    const ScratchFolder scratch;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const fs::path path = scratch.path() / ("look-" + files[i].first);
        std::ofstream(path, std::ios::binary) << files[i].second;
        fs::resize_file(path, 1'000'000'000);
        EXPECT_THAT(refusal_of(read_array_file(path)),
                    AllOf(testing::StartsWith(path.string()), HasSubstr(refused[i])));
        fs::remove(path);
    }
}

// Wherever the look at a file ends, in a number, among blanks or between two rows.
TEST(ReadFile, DoesNotRefuseAFileForWhatIsBehindTheLook) {
    for (const std::string piece : {"1.5e-3, ", "-inf ", "12345678901234567\t", "nan ;  "}) {
        const std::string row = repeated(piece, 4000) + "1\r\n";
        const std::string text = repeated(row, beginning_bytes / row.size() + 3);
        ASSERT_TRUE(read_text(text, "x.csv")) << piece;
        for (std::size_t size = beginning_bytes; size < beginning_bytes + 18; size += 3)
            EXPECT_FALSE(check_text_beginning(std::string_view(text).substr(0, size), text.size(), "x.csv"))
                << piece << size;
    }
    const std::string list = "[" + repeated("[" + repeated("1.25, ", 10'000) + "2],\n ", 20) + "]";
    EXPECT_FALSE(check_text_beginning(std::string_view(list).substr(0, beginning_bytes), list.size(), "x.csv"));
}

TEST(ReadFile, AnswersEveryByte) {
    const ScratchFolder scratch;
    const fs::path path = scratch.path() / "a.bin";
    for (const std::size_t size : {0u, 1u, 4095u, 4096u, 3'000'001u}) {
        std::string bytes(size, '\0');
        for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31);
        std::ofstream(path, std::ios::binary) << bytes;
        EXPECT_TRUE(read_file(path).value() == bytes) << size;
    }
}

TEST(ReadArray, ChoosesByTheEndingOfTheName) {
    for (const char* name : {"a.csv", "a.txt", "a.TSV", "A.Csv"}) EXPECT_TRUE(read_array_bytes("1 2", name)) << name;
    EXPECT_THAT(refusal_of(read_array_bytes("1 2", "a.npy")), HasSubstr("expected a NumPy .npy array"));
    EXPECT_THAT(refusal_of(read_array_bytes("1 2", "a.PNG")), HasSubstr("expected a PNG image"));
    for (const char* name : {"a.json", "csv", "a.csv.gz", ""})
        EXPECT_THAT(refusal_of(read_array_bytes("1 2", name)),
                    HasSubstr("expected .npy, .npz, .png, .jpg, .csv, .txt or .tsv"));
}

// Told to stop at any of the moments at which it asks.
void expect_it_stops(const fs::path& path) {
    int asked = 0;
    ASSERT_TRUE(read_array_file(path, [&](double part) {
        EXPECT_GE(part, 0);
        EXPECT_LE(part, 1);
        ++asked;
        return true;
    }));
    ASSERT_GT(asked, 2) << path;
    for (int last = 0; last < asked; ++last) {
        int count = 0;
        const auto read = read_array_file(path, [&](double) { return count++ < last; });
        ASSERT_EQ(refusal_of(read), stopped().message) << path << ", " << last;
        EXPECT_EQ(count, last + 1) << "it went on after it was told to stop";
    }
}

TEST(ReadingStops, WhereverItIsToldTo) {
    const ScratchFolder scratch;
    const fs::path here = scratch.path();
    std::ofstream(here / "rows.csv") << "1,2,3\n4,5,6\n7,8,9\n";
    std::ofstream(here / "lists.txt") << "[[[1, 2], [3, 4]],\n [[5, 6], [7, 8]]]\n";
    ASSERT_TRUE(write_png(here / "rows.png", 20, 100, std::vector<std::uint8_t>(100 * 20 * 4), true));
    for (const char* name : {"rows.csv", "lists.txt", "rows.png"}) expect_it_stops(here / name);
}

}  // namespace
}  // namespace poolwalk::io
