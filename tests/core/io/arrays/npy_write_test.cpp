#include "core/io/arrays/npy_write.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <vector>

#include "core/io/arrays/array_reader.h"
#include "tests/support/scratch_folder.h"

namespace poolwalk::io {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class NpyWrite : public testing::Test {
protected:
    ScratchFolder scratch;
    fs::path folder = scratch.path();
};

// 0, 1, 2, ... in NCHW order.
template <class T>
Tensor<T> counted(Shape shape) {
    Tensor<T> tensor(shape);
    for (std::size_t i = 0; i < tensor.data().size(); ++i) tensor.data()[i] = static_cast<T>(i);
    return tensor;
}

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Debian's interpreter is the one that has Debian's NumPy.
std::string python() {
    for (const std::string name : {"/usr/bin/python3", "python3"})
        if (std::system((name + " -c 'import numpy' 2>/dev/null").c_str()) == 0) return name;
    return {};
}

TEST_F(NpyWrite, ReadsBackToTheSameBitsInEitherType) {
    const double tiny = std::numeric_limits<double>::denorm_min();
    const std::vector<double> values{-0.0, tiny, 1e308, 0.1, -std::numeric_limits<double>::infinity(), 3};
    for (const DType dtype : {DType::Float32, DType::Float64}) {
        const AnyTensor tensor = make_tensor(dtype, {1, 1, 2, 3}, values);
        const fs::path path = folder / (std::string(name_of(dtype)) + ".npy");
        ASSERT_TRUE(write_npy(path, tensor, {.rank = 2}, false).ok());
        const auto read = read_array_file(path);
        ASSERT_TRUE(read.ok()) << read.error().message;
        EXPECT_EQ(dtype_of(read->tensor), dtype);
        EXPECT_THAT(read->shape, ElementsAre(2, 3));
        EXPECT_EQ(read->tensor, tensor);
        EXPECT_TRUE(std::signbit(value_at(read->tensor, 0, 0, 0)));
    }
}

TEST_F(NpyWrite, KeepsTheRankAndOrderAskedFor) {
    const AnyTensor tensor = counted<double>({1, 2, 2, 3});
    const auto read_back = [&](NpyForm form) {
        EXPECT_TRUE(write_npy(folder / "a.npy", tensor, form, true).ok());
        return read_array_file(folder / "a.npy").value();
    };
    EXPECT_THAT(read_back({4}).shape, ElementsAre(1, 2, 2, 3));
    EXPECT_THAT(read_back({3}).shape, ElementsAre(2, 2, 3));
    EXPECT_THAT(read_back({4, AxisOrder::NHWC}).shape, ElementsAre(1, 2, 3, 2));
    const Loaded last = read_back({3, AxisOrder::NHWC});
    EXPECT_THAT(last.shape, ElementsAre(2, 3, 2));
    EXPECT_THAT(values_of(last.tensor), ElementsAre(0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11));
}

TEST_F(NpyWrite, HeaderIsNumPysOwn) {
    ASSERT_TRUE(write_npy(folder / "a.npy", counted<float>({1, 1, 2, 2}), {.rank = 2}, false).ok());
    const std::string bytes = bytes_of(folder / "a.npy");
    EXPECT_EQ(bytes.size(), 128u + 16u);
    EXPECT_EQ(bytes.substr(0, 10), std::string("\x93NUMPY\x01\x00\x76\x00", 10));
    EXPECT_THAT(bytes, HasSubstr("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }   "));
    EXPECT_EQ(bytes[127], '\n');
}

TEST_F(NpyWrite, NumPyReadsIt) {
    const std::string interpreter = python();
    ASSERT_FALSE(interpreter.empty()) << "no python3 with NumPy: apt-get install python3-numpy";
    ASSERT_TRUE(write_npy(folder / "x.npy", counted<double>({2, 2, 2, 3}), {4, AxisOrder::NHWC}, false).ok());
    ASSERT_TRUE(write_npy(folder / "f.npy", counted<float>({1, 1, 2, 3}), {.rank = 2}, false).ok());
    ASSERT_TRUE(write_npy(folder / "i.npy", Tensor<std::int32_t>({1, 1, 1, 2}, {-1, 7}), {}, false).ok());
    std::ofstream(folder / "read.py") << "import numpy as np\n"
                                         "x, f, i = (np.load(n + '.npy') for n in 'xfi')\n"
                                         "want = np.arange(24.).reshape(2, 2, 2, 3).transpose(0, 2, 3, 1)\n"
                                         "assert x.dtype == '<f8' and x.shape == (2, 2, 3, 2) and (x == want).all()\n"
                                         "assert f.dtype == '<f4' and f.tolist() == [[0, 1, 2], [3, 4, 5]]\n"
                                         "assert i.dtype == '<i8' and i.tolist() == [[[[-1, 7]]]]\n"
                                         "assert x.flags.c_contiguous and f.flags.c_contiguous\n";
    EXPECT_EQ(std::system(("cd '" + folder.string() + "' && " + interpreter + " read.py").c_str()), 0);
}

TEST_F(NpyWrite, LeavesAnExistingFileAloneUnlessTold) {
    std::ofstream(folder / "a.npy") << "mine";
    const AnyTensor tensor = counted<double>({1, 1, 1, 1});
    const auto refused = write_npy(folder / "a.npy", tensor, {}, false);
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().message, HasSubstr("exists already"));
    EXPECT_EQ(bytes_of(folder / "a.npy"), "mine");
    EXPECT_TRUE(write_npy(folder / "a.npy", tensor, {}, true).ok());
    EXPECT_NE(bytes_of(folder / "a.npy"), "mine");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 1) << "no temporary file is left";
}

TEST_F(NpyWrite, StoppedItLeavesWhatWasThere) {
    std::ofstream(folder / "a.npy") << "mine";
    const AnyTensor tensor = counted<double>({1, 1, 1024, 1024});  // in three pieces: the head, and twice 4 MiB
    std::vector<double> told;
    ASSERT_TRUE(
        write_npy(folder / "b.npy", tensor, {}, true, [&](double part) { return told.push_back(part), true; }));
    ASSERT_EQ(told.size(), 3u);
    EXPECT_TRUE(std::ranges::is_sorted(told));
    EXPECT_LT(told.back(), 1);
    for (std::size_t asked = 0; asked < told.size(); ++asked) {
        std::size_t left = asked;
        const auto stopped = write_npy(folder / "a.npy", tensor, {}, true, [&](double) { return left-- > 0; });
        ASSERT_FALSE(stopped.ok());
        EXPECT_THAT(stopped.error().message, HasSubstr("a.npy: stopped before it was done"));
        EXPECT_EQ(bytes_of(folder / "a.npy"), "mine");
        EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 2) << "no temporary file is left";
    }
}

TEST_F(NpyWrite, SaysWhyItCannotWrite) {
    const auto refused = write_npy(folder / "missing" / "a.npy", counted<double>({1, 1, 1, 1}), {}, false);
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().message, HasSubstr("a.npy: the file cannot be written: No such file or directory"));
}

}  // namespace
}  // namespace poolwalk::io
