// Letters, lines and fills, all from the one atlas.
uniform sampler2D atlas;
in vec2 at;
in vec4 ink;
out vec4 color;

void main() { color = ink * texture(atlas, at); }
