# embed(NAME FILES...): a library embedded_NAME with the header embedded/NAME.h, which declares
#   std::span<const embedded::File> embedded::NAME();   // {file name, contents}
# in the order of the names. The bytes are written as numbers, so any file can travel.
function(embed name)
  set(files ${ARGN})
  list(SORT files)
  set(dir ${CMAKE_BINARY_DIR}/generated/embedded)
  set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_files.cmake)
  file(MAKE_DIRECTORY ${dir})
  file(CONFIGURE OUTPUT ${dir}/file.h CONTENT
"// Made by the build.
#pragma once
#include <string_view>
namespace embedded {
struct File { std::string_view name, contents; };
}
")
  file(CONFIGURE OUTPUT ${dir}/${name}.h CONTENT
"// Made by the build.
#pragma once
#include <span>
#include \"embedded/file.h\"
namespace embedded {
std::span<const File> ${name}();
}
")
  string(REPLACE ";" "," joined "${files}")
  add_custom_command(OUTPUT ${dir}/${name}.cpp
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DFILES=${joined} -DOUT=${dir}/${name}.cpp -P ${script}
    DEPENDS ${files} ${script} VERBATIM)
  add_library(embedded_${name} STATIC ${dir}/${name}.cpp)
  target_link_libraries(embedded_${name} PUBLIC poolwalk_flags)
endfunction()
