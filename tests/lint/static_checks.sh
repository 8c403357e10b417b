#!/usr/bin/env bash
# tests/lint/static_checks.sh [FILE...]: cppcheck, and clang-tidy by the list in .clang-tidy, over the named
# sources or all of core and app. What they say is mended or, where they are mistaken, suppressed with the reason:
# below, or with NOLINT beside the line.
set -euo pipefail
# shellcheck source=app/platform/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../app/platform/setup.sh"

command -v cppcheck >/dev/null || install_packages cppcheck
command -v clang-tidy >/dev/null || install_packages clang-tidy
# shellcheck disable=SC2154  # setup.sh says where the root is
cd "$root"
files=("$@")
[ $# -gt 0 ] || mapfile -t files < <(find core app -name '*.cpp' | sort)

suppress=(
    # They say something of this run, not of the code.
    missingIncludeSystem unmatchedSuppression
    # cppcheck 2.10 cannot read a lambda with <class T>, nor what its parser makes of some others.
    syntaxError internalAstError
    # It sees no return between two moves, nor that a range is evaluated once.
    accessMoved:core/io/json/json.cpp accessMoved:core/analysis/diagnose.cpp
    # Reading a field may make the reader complain, which was asked before.
    identicalConditionAfterEarlyExit:core/verify/check_parameters.cpp
    # An array that is filled through a pointer which moves along it.
    uninitvar:core/pool/kernels/any.cpp
)
cppcheck --enable=warning,performance,portability --std=c++20 --language=c++ --quiet --error-exitcode=1 \
    -j "$(nproc)" -I . "${suppress[@]/#/--suppress=}" "${files[@]}"
say "cppcheck found nothing in ${#files[@]} files"

# It needs to know how each file is compiled (g++ has warnings of its own), and what is made for them to include.
configure release -DPOOLWALK_TESTS=ON
ninja -C "$root/build" embedded_examples embedded_lessons embedded_shaders >/dev/null
printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 4 \
    clang-tidy -p "$root/build" --quiet --extra-arg=-Wno-unknown-warning-option 2>/dev/null
say "clang-tidy found nothing in ${#files[@]} files"
