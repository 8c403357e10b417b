// The cells of one plane. Every pixel finds its cell by its own centre, so that edges lie on the
// pixel grid at any zoom. Offsets are counted from a cell that is in sight, which keeps the
// numbers small and the columns exact far from the origin.
uniform sampler2D values;     // one texel a cell, or the largest of 2^level x 2^level cells
uniform sampler2D ramp;       // 256 x 1, low to high
uniform int level;
uniform ivec2 first_block;    // column, row of the texel (0, 0)
uniform float target_height_px;
uniform vec2 origin_px;       // top left of first_cell
uniform ivec2 first_cell;     // column, row
uniform ivec2 cells;          // columns, rows
uniform float cell_px;
uniform vec2 gap_px;          // at the left and top, at the right and bottom, of a cell; whole pixels
uniform vec2 range;           // values at the ends of the ramp
uniform int filled_row;       // rows before it are computed, and in it the columns
uniform int filled_col;       // before this one
uniform float hatch_px;       // from line to line, along a row of pixels
uniform float hatch_phase_px; // keeps the lines on their cells when the plane is moved
uniform vec4 gap_color, nan_color, hatch_color, hatch_back;
out vec4 color;

vec4 ramp_color(float value) {
    // Bits, since a driver may compile isnan() away.
    if ((floatBitsToUint(value) & 0x7fffffffu) > 0x7f800000u) return nan_color;
    float t = 0.5;
    // Halved, so that the width of the range does not overflow.
    if (range.y > range.x) t = clamp((value * 0.5 - range.x * 0.5) / (range.y * 0.5 - range.x * 0.5), 0.0, 1.0);
    return texelFetch(ramp, ivec2(int(t * 255.0 + 0.5), 0), 0);
}

vec4 hatched() {
    float along = gl_FragCoord.x + target_height_px - gl_FragCoord.y - hatch_phase_px;
    float across = mod(along, hatch_px) - 0.5 * hatch_px;
    float half_width = max(0.65, 0.07 * hatch_px);
    float line = clamp(half_width + 0.5 - abs(across) * 0.70711, 0.0, 1.0);
    return mix(hatch_back, hatch_color, line * hatch_color.a);
}

void main() {
    vec2 pixel = vec2(gl_FragCoord.x, target_height_px - gl_FragCoord.y) - origin_px;
    vec2 step_to = floor(pixel / cell_px);
    ivec2 cell = clamp(first_cell + ivec2(step_to), ivec2(0), cells - 1);

    vec2 from_left = floor(pixel - step_to * cell_px);
    vec2 from_right = ceil((step_to + 1.0) * cell_px - pixel) - 1.0;
    if (any(lessThan(from_left, gap_px.xx)) || any(lessThan(from_right, gap_px.yy)))
        color = gap_color;
    else if (cell.y > filled_row || (cell.y == filled_row && cell.x >= filled_col))
        color = hatched();
    else
        color = ramp_color(texelFetch(values, (cell >> level) - first_block, 0).r);
}
