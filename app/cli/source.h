// Where a problem comes from: a file, an example, a lesson or a method, with all that it says itself. What options
// change about it is problem_options.h's.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/doc/lesson.h"
#include "core/doc/session_file.h"

namespace poolwalk::cli {

// At most one of them. A lesson stands for the document it starts from. A method stands for its example under its
// rules.
struct Where {
    std::optional<std::string> file, example, method{}, lesson{};
};
// As sentences name it: "x.npy", "example overlap", "method im2col".
std::string name_of(const Where& where);

struct Source {
    std::string title;
    AnyTensor input;
    std::optional<AnyTensor> grad_output;
    std::optional<Geometry> geometry;  // of a case or an example; an array has none
    Rules rules;
    std::string method{methods().front().name};
    std::vector<std::int64_t> shape;  // as the file has it
    std::vector<std::string> notes;
    std::optional<NetworkSetup> network{};
    std::optional<SessionFile> session{};    // of a session: what it shows
    std::shared_ptr<const Lesson> lesson{};  // of a lesson: what it says
    bool is_array = false;                   // of a file whose axes may have another order

    // An array whose last axis is as short as channels are, and whose second is longer.
    bool seems_channels_last() const;
};

// With NHWC a 4-d array is N x H x W x C and a 3-d one H x W x C; cases and pictures have their own
// order, and so keep it. Either way `input` is in NCHW order. Of several arrays in an .npz file X is the `usual` one,
// and dY the one named dy beside it.
Result<Source> read_source(const Where& where, AxisOrder layout, std::string_view usual = "x");

// With a plain window if the source has no geometry. Refused if it makes no valid document.
Result<Document> document_of(Source source, const Where& where);

}  // namespace poolwalk::cli
