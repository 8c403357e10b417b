// A corner of what ImGui draws; `window` is the part of its coordinates that the framebuffer shows.
uniform vec4 window;  // left, top, width, height
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 place_in_atlas;
layout(location = 2) in vec4 color;
out vec2 at;
out vec4 ink;

void main() {
    at = place_in_atlas;
    ink = color;
    vec2 part = (position - window.xy) / window.zw;
    gl_Position = vec4(part.x * 2.0 - 1.0, 1.0 - part.y * 2.0, 0.0, 1.0);
}
