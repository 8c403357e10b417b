// OpenGL as the system exports it: no loader is needed. Include this and never a GL header directly.
#pragma once

#include "app/platform/opengl.h"
