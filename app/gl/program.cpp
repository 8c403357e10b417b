#include "app/gl/program.h"

#include <array>
#include <utility>

#include "app/platform/opengl.h"
#include "embedded/shaders.h"

namespace poolwalk::gl {

namespace {

std::string compiler_log(GLuint shader) {
    std::string log(2048, '\0');
    GLsizei length = 0;
    glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), &length, log.data());
    log.resize(static_cast<std::size_t>(length));
    return log;
}

Result<GLuint> compile(GLenum stage, const std::string& file_name) {
    const embedded::File* found = nullptr;
    for (const embedded::File& file : embedded::shaders())
        if (file.name == file_name) found = &file;
    if (!found) return Error{"The shader " + file_name + " is not among the embedded files."};

    const GLuint shader = glCreateShader(stage);
    const std::array<const GLchar*, 2> texts{platform::shader_head.data(), found->contents.data()};
    const std::array<GLint, 2> lengths{static_cast<GLint>(platform::shader_head.size()),
                                       static_cast<GLint>(found->contents.size())};
    glShaderSource(shader, 2, texts.data(), lengths.data());
    glCompileShader(shader);
    GLint compiled = GL_FALSE;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &compiled);
    if (compiled == GL_TRUE) return shader;
    const std::string log = compiler_log(shader);
    glDeleteShader(shader);
    return Error{"The shader " + file_name + " does not compile here: " + log};
}

Result<GLuint> link(GLuint vertex, GLuint fragment, std::string_view name) {
    const GLuint id = glCreateProgram();
    for (GLuint shader : {vertex, fragment}) glAttachShader(id, shader);
    glLinkProgram(id);
    for (GLuint shader : {vertex, fragment}) glDetachShader(id, shader);
    GLint linked = GL_FALSE;
    glGetProgramiv(id, GL_LINK_STATUS, &linked);
    if (linked == GL_TRUE) return id;
    std::string log(2048, '\0');
    GLsizei length = 0;
    glGetProgramInfoLog(id, static_cast<GLsizei>(log.size()), &length, log.data());
    log.resize(static_cast<std::size_t>(length));
    glDeleteProgram(id);
    return Error{"The shader program " + std::string(name) + " does not link here: " + log};
}

}  // namespace

Result<Program> Program::build(std::string_view name) {
    const Result<GLuint> vertex = compile(GL_VERTEX_SHADER, std::string(name) + ".vert");
    if (!vertex) return vertex.error();
    const Result<GLuint> fragment = compile(GL_FRAGMENT_SHADER, std::string(name) + ".frag");
    if (!fragment) {
        glDeleteShader(*vertex);
        return fragment.error();
    }
    const Result<GLuint> id = link(*vertex, *fragment, name);
    glDeleteShader(*vertex);
    glDeleteShader(*fragment);
    if (!id) return id.error();
    return Program(*id);
}

Program::Program(Program&& other) noexcept : id_(std::exchange(other.id_, 0)) {}

Program& Program::operator=(Program&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
}

Program::~Program() {
    if (id_ != 0) glDeleteProgram(id_);
}

}  // namespace poolwalk::gl
