// A shader program from the files in shaders/, which travel inside the executable.
#pragma once

#include <string>
#include <string_view>

#include "app/gl/gl.h"
#include "core/base/result.h"

namespace poolwalk::gl {

class Program {
public:
    // From the embedded files NAME.vert and NAME.frag. The error names the file and has the
    // compiler's own words.
    static Result<Program> build(std::string_view name);
    Program(Program&& other) noexcept;
    Program& operator=(Program&& other) noexcept;
    ~Program();

    void use() const { glUseProgram(id_); }
    // -1, which OpenGL ignores, for a uniform that is not there or not used.
    GLint uniform(const char* uniform_name) const { return glGetUniformLocation(id_, uniform_name); }

private:
    explicit Program(GLuint id) : id_(id) {}
    GLuint id_ = 0;
};

}  // namespace poolwalk::gl
