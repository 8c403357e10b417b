// An array printed in any of the forms with some decimals is read as that array, to the digits that were printed; and
// whatever a few bytes of a form become, the answer is a sound array or a sentence.
#include <rapidcheck.h>

#include <array>
#include <cstdio>
#include <functional>
#include <random>

#include "core/io/arrays/text_read.h"
#include "tests/core/io/arrays/array_reader_support.h"

namespace poolwalk::io {
namespace {

struct Printed {
    Shape shape;
    std::vector<std::string> numbers;  // as text, N x C x H x W

    const std::string& at(std::int64_t plane, std::int64_t h, std::int64_t w) const {
        return numbers[static_cast<std::size_t>((plane * shape.h + h) * shape.w + w)];
    }
};

// One row: its numbers behind `open`, with `between` between them.
std::string row(const Printed& p, std::int64_t plane, std::int64_t h, const std::string& between) {
    std::string text;
    for (std::int64_t w = 0; w < p.shape.w; ++w) text += (w > 0 ? between : "") + p.at(plane, h, w);
    return text;
}

// Brackets in brackets, as many as the array has dimensions when those of 1 in front are left out.
std::string nested(const Printed& p, const std::string& open, const std::string& close, const std::string& between) {
    std::string text;
    for (std::int64_t n = 0; n < p.shape.n; ++n) {
        text += (n > 0 ? between + "\n" : "") + open;
        for (std::int64_t c = 0; c < p.shape.c; ++c) {
            text += (c > 0 ? between + "\n" : "") + open;
            for (std::int64_t h = 0; h < p.shape.h; ++h)
                text += (h > 0 ? between + "\n" : "") + open + row(p, n * p.shape.c + c, h, between + " ") + close;
            text += close;
        }
        text += close;
    }
    return open + text + close;
}

using Print = std::string (*)(const Printed& p);

std::string rows(const Printed& p, const std::string& begin, const std::string& between, const std::string& end) {
    std::string text;
    for (std::int64_t h = 0; h < p.shape.h; ++h) text += begin + row(p, 0, h, between) + end + "\n";
    return text;
}

std::string planes(const Printed& p, const std::function<std::string(std::int64_t n, std::int64_t c)>& title) {
    std::string text;
    for (std::int64_t n = 0; n < p.shape.n; ++n)
        for (std::int64_t c = 0; c < p.shape.c; ++c) {
            text += title(n + 1, c + 1) + "\n\n";
            for (std::int64_t h = 0; h < p.shape.h; ++h) text += "  " + row(p, n * p.shape.c + c, h, "  ") + "\n";
            text += "\n";
        }
    return text;
}

std::string sides(const Printed& p) {
    return std::to_string(p.shape.n) + ", " + std::to_string(p.shape.c) + ", " + std::to_string(p.shape.h) + ", " +
           std::to_string(p.shape.w);
}

// Of N x C x H x W.
const std::vector<Print> array_forms{
    [](const Printed& p) { return "tensor(" + nested(p, "[", "]", ",") + ", dtype=torch.float64, grad_fn=<A>)"; },
    [](const Printed& p) { return "array(" + nested(p, "[", "]", ",") + ")"; },
    [](const Printed& p) { return nested(p, "[", "]", ""); },
    [](const Printed& p) {
        return "tf.Tensor(\n" + nested(p, "[", "]", "") + ", shape=(" + sides(p) + "), dtype=float64)";
    },
    [](const Printed& p) { return nested(p, "{", "}", ","); },
    [](const Printed& p) { return "x = " + nested(p, "(", ")", ",") + ";"; },
    [](const Printed& p) { return "Out[7]: " + nested(p, "[", "]", ","); },
    [](const Printed& p) {
        return planes(p,
                      [](auto n, auto c) { return "(" + std::to_string(n) + "," + std::to_string(c) + ",.,.) = "; }) +
               "[ CPUDoubleType{" + sides(p) + "} ]";
    },
    [](const Printed& p) {
        return "ans =\n\n" + planes(p, [](auto n, auto c) {
                   return "ans(:,:," + std::to_string(c) + "," + std::to_string(n) + ") =";
               });
    },
    [](const Printed& p) {
        return planes(
            p, [](auto n, auto c) { return "[:, :, " + std::to_string(c) + ", " + std::to_string(n) + "] ="; });
    },
    [](const Printed& p) {
        return planes(p, [](auto n, auto c) { return ", , " + std::to_string(c) + ", " + std::to_string(n); });
    },
};

// Of one plane.
const std::vector<Print> plane_forms{
    [](const Printed& p) { return rows(p, "", ",", ""); },
    [](const Printed& p) { return rows(p, "\"", "\",\"", "\",,"); },
    [](const Printed& p) { return "a header\n" + rows(p, "", "\t", ""); },
    [](const Printed& p) { return rows(p, "| ", " | ", " |"); },
    [](const Printed& p) { return "\\begin{bmatrix}\n" + rows(p, "", " & ", " \\\\") + "\\end{bmatrix}"; },
    [](const Printed& p) { return "A = [" + rows(p, "", ", ", ";") + "]"; },
    [](const Printed& p) { return "[" + rows(p, "", " ", ";") + "];"; },
    [](const Printed& p) { return "A =\n\n" + rows(p, "   ", "   ", ""); },
    [](const Printed& p) { return rows(p, "> ", " ", ""); },
};

std::string written(double value, int decimals, bool has_exponent) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), has_exponent ? "%.*e" : "%.*f", decimals, value);
    return text.data();
}

Printed printed(Shape shape) {
    const int decimals = *rc::gen::inRange(0, 9);
    const bool has_exponent = *rc::gen::arbitrary<bool>();
    Printed p{.shape = shape, .numbers = {}};
    for (std::int64_t i = 0; i < shape.cells(); ++i)
        p.numbers.push_back(written(*rc::gen::inRange(-1'000'000, 1'000'000) / 977.0, decimals, has_exponent));
    return p;
}

void expect_read(const Printed& p, const std::vector<Print>& forms) {
    for (std::size_t i = 0; i < forms.size(); ++i) {
        const std::string text = forms[i](p);
        const Result<Loaded> read = read_text(text, "printed");
        if (!read) RC_FAIL(text + "\n" + read.error().message);
        std::vector<double> wanted;
        for (const std::string& number : p.numbers) wanted.push_back(std::stod(number));
        RC_ASSERT(shape_of(read->tensor) == p.shape);
        RC_ASSERT(same_values(values_of(read->tensor), wanted));
    }
}

std::int64_t side() { return *rc::gen::inRange(1, 5); }

TEST(TextFormsProperty, ReadArraysThatWerePrinted) {
    EXPECT_TRUE(rc::check([] { expect_read(printed({side(), side(), side(), side()}), array_forms); }));
}

TEST(TextFormsProperty, ReadPlanesThatWerePrinted) {
    EXPECT_TRUE(rc::check([] { expect_read(printed({1, 1, side(), side()}), plane_forms); }));
}

// Short and the same every time.
TEST(TextFormsProperty, SurviveMutation) {
    std::mt19937 random(7);
    Printed p{.shape = {2, 2, 2, 2}, .numbers = {}};
    for (int i = 0; i < 16; ++i) p.numbers.push_back(std::to_string(i) + ".5");
    std::vector<std::string> seeds;
    for (const auto* forms : {&array_forms, &plane_forms})
        for (const Print print : *forms) seeds.push_back(print(p));
    const std::string marks = "[](){}<>|&;,:=\"'\\\n\t #%*.-+eE0123456789";
    for (int round = 0; round < 20000; ++round) {
        std::string text = seeds[random() % seeds.size()];
        const std::string& other = seeds[random() % seeds.size()];
        for (unsigned edits = 1 + random() % 4; edits > 0 && !text.empty(); --edits) {
            const std::size_t at = random() % text.size();
            switch (random() % 5) {
                case 0: text[at] = marks[random() % marks.size()]; break;
                case 1: text.erase(at, 1 + random() % 8); break;
                case 2: text.insert(at, 1, marks[random() % marks.size()]); break;
                case 3: text.insert(at, other.substr(random() % other.size(), random() % 20)); break;
                default: text.resize(at);
            }
        }
        const Result<Loaded> read = read_text(text, "f.csv");
        if (!read) {
            ASSERT_TRUE(read.error().message.starts_with("f.csv")) << text;
            ASSERT_EQ(read.error().message.find('\n'), std::string::npos) << text;
            continue;
        }
        std::int64_t cells = 1;
        for (const std::int64_t length : read->shape) cells *= length;
        ASSERT_EQ(cells, shape_of(read->tensor).cells()) << text;
    }
}

// Hostile texts of a few megabytes take no longer than their length asks for.
TEST(TextFormsProperty, TakesTimeInProportion) {
    for (const std::string piece :
         {"(",       "[x",       "\"",     "'",     "<a ", "a@",          "-a",         "1@",
          "f(",      "=",        "x[1]",   "\\",    "| ",  "(:,:,1) =\n", "Column 1\n", "...",
          ">>> x\n", "In [1]: ", "\u2502", "[1]\n", "a:",  "[[",          "# \n"}) {
        std::string text;
        while (text.size() < 400'000) text += piece;
        EXPECT_FALSE(read_text(text, "f.csv")) << piece;
    }
}

}  // namespace
}  // namespace poolwalk::io
