// One rectangle of the framebuffer; the fragment shader works from pixel positions alone.
uniform vec4 rect_px;   // left, top, right, bottom; y grows downwards
uniform vec2 target_px; // size of the framebuffer

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 at = mix(rect_px.xy, rect_px.zw, corner) / target_px;
    gl_Position = vec4(at.x * 2.0 - 1.0, 1.0 - at.y * 2.0, 0.0, 1.0);
}
