// The one way from a file to something on the screen, for the window, the command line, drag and drop.
// Arrays (.npy, .csv, .png) become X with a plain 2 x 2 window; a .json is a case file, a session, a
// lesson or a list of numbers, by what stands in it. A link (link.h) is a session without a file.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/result.h"
#include "core/doc/lesson.h"
#include "core/doc/update/command.h"
#include "core/io/arrays/array_reader.h"
#include "core/io/session/case_file.h"

namespace poolwalk::io {

using Contents = std::variant<Loaded, Case, SessionFile, std::shared_ptr<const Lesson>>;

Result<Contents> read_contents(const std::filesystem::path& path, const Progress& progress = {});
// `folder` is where the arrays of a session lie.
Result<Contents> contents_of(std::string_view bytes, const std::string& name, const std::filesystem::path& folder);

// Absolute, without "." and "..": what a file is remembered by.
std::string whole_path(const std::filesystem::path& path);

// The command that puts a file on the screen: OpenDocument, OpenSession or StartLesson.
Result<Command> command_to_open(const std::filesystem::path& path, const Progress& progress = {});

// What a file pools: of a lesson the document it starts from.
Result<Document> open_file(const std::filesystem::path& path);
Result<Document> open_bytes(std::string_view bytes, const std::string& name);

Result<Document> document_from(const Case& problem);

}  // namespace poolwalk::io
