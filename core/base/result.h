// Result<T> is what a function returns when the outside world can make it fail: a value, or an
// Error of one sentence naming the file, the place in it, what was found and what was expected.
// Bugs of our own go to CHECK (check.h); what a person types goes to validate() (pool/geometry.h).
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "core/base/check.h"

namespace poolwalk {

struct Error {
    std::string message;
    bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return held_.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T& value() const& {
        POOLWALK_CHECK(ok());
        return std::get<0>(held_);
    }
    T&& value() && {
        POOLWALK_CHECK(ok());
        return std::get<0>(std::move(held_));
    }
    const T* operator->() const { return &value(); }
    const T& operator*() const { return value(); }

    const Error& error() const {
        POOLWALK_CHECK(!ok());
        return std::get<1>(held_);
    }

private:
    std::variant<T, Error> held_;
};

struct Done {
    bool operator==(const Done&) const = default;
};

}  // namespace poolwalk
