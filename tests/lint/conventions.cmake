# cmake -DROOT=... -P conventions.cmake: what a reader counts on. Sources of at most 400 lines, lines of at most
# 118 columns, headers that say what lives in them, sources with a header of their own name, READMEs that name every
# header, nothing left over, nothing that is true on one machine only.
cmake_minimum_required(VERSION 3.22)

set(longest 400)
set(widest 118)
# Sources without a header of their own name: the program, and the rows of a table, which the table's header declares.
set(rows "^app/main|^app/web/|^app/cli/commands/|^app/ui/(pages|panels|workspaces/[a-z]+)/|^core/pool/kernels/"
  "|^core/doc/update/update_")
string(REPLACE ";" "" rows "${rows}")
# Those that still lack one; each that gets it leaves this list.
set(lacking
  core/doc/derived/grid_state core/io/arrays/brackets
  core/io/arrays/npy core/io/arrays/png core/io/arrays/text core/io/export/svg_cells core/io/json/json_field
  core/io/session/session_read core/io/session/session_write core/io/session/view_json
  core/verify/check_paths
  core/workspaces/network/network_plot core/workspaces/walk/grid_numbers core/workspaces/walk/grid_parts
  core/workspaces/walk/hidden_grids core/workspaces/walk/step_parts)
# Written in pieces, so that this file passes too.
set(marks "TO" "DO|FIX" "ME|XX" "X|HA" "CK")
string(REPLACE ";" "" marks "${marks}")
set(places "(^|[^a-zA-Z0-9_.-])/(wo" "rk|fa" "rm|ro" "ot)/|/tm" "p/")
string(REPLACE ";" "" places "${places}")

set(offences 0)
macro(offence text)
  message("${text}")
  math(EXPR offences "${offences} + 1")
endmacro()

foreach(pattern core/* app/* shaders/* tests/* .ci/* .github/*)
  file(GLOB_RECURSE found RELATIVE ${ROOT} ${ROOT}/${pattern})
  list(APPEND files ${found})
endforeach()
file(GLOB top RELATIVE ${ROOT} ${ROOT}/CMakeLists.txt ${ROOT}/README.md ${ROOT}/assets/README.md)
list(APPEND files ${top})
# Test data may hold any bytes at all.
list(FILTER files EXCLUDE REGEX
  "^tests/(badfiles|cases|golden|fuzz)/.*\\.(json|npy|npz|jpg|csv|png|gif|svg|txt|bin)$")
list(FILTER files EXCLUDE REGEX "\\.(pyc|swp)$")

foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} text)
  # CMake's lists are made of what these stand for.
  string(REGEX REPLACE "[][;\\\\]" " " text "${text}")
  string(REGEX MATCHALL "\n" lines "${text}")
  list(LENGTH lines count)
  set(source FALSE)
  if(file MATCHES "^(core|app|shaders)/.*\\.(h|cpp|vert|frag|glsl)$")
    set(source TRUE)
  endif()
  if(source AND count GREATER longest)
    offence("${file} has ${count} lines, more than ${longest}: would two files be clearer?")
  elseif(source AND count GREATER 250)
    message("note: ${file} has ${count} lines")
  endif()
  if(file MATCHES "\\.h$")
    if(NOT text MATCHES "^//")
      offence("${file} does not open with a comment that says what lives in it")
    endif()
    if(NOT text MATCHES "\n#pragma once\n")
      offence("${file} lacks #pragma once")
    endif()
  endif()
  if(file MATCHES "^(core|app)/.*\\.cpp$")
    string(REGEX REPLACE "\\.cpp$" "" name ${file})
    if(EXISTS ${ROOT}/${name}.h OR file MATCHES "${rows}")
    elseif(name IN_LIST lacking)
      message("note: ${file} has no header of its own name")
    else()
      offence("${file} has no header of its own name")
    endif()
  endif()
  # Tables of Markdown are as wide as they are; of letters beyond ASCII a run counts as one.
  if(NOT file MATCHES "^tests/golden/|\\.json$")
    string(REGEX REPLACE "[^ -~\n]+" "x" lines "${text}")
    string(REPLACE "\n" ";" lines "${lines}")
    set(number 0)
    foreach(line IN LISTS lines)
      math(EXPR number "${number} + 1")
      string(LENGTH "${line}" columns)
      if(columns GREATER widest AND NOT (file MATCHES "\\.md$" AND line MATCHES "^[|]"))
        offence("${file}:${number} has ${columns} columns, more than ${widest}")
      endif()
    endforeach()
  endif()
  if(source AND text MATCHES "__EMSCRIPTEN__" AND NOT file MATCHES "^app/(platform|web)/")
    offence("${file} asks for __EMSCRIPTEN__, which app/platform and app/web alone do")
  endif()
  if(text MATCHES "\t")
    offence("${file} has a tab")
  endif()
  foreach(kind marks places)
    if(text MATCHES "${${kind}}")
      string(REGEX MATCHALL "[^\n]*(${${kind}})[^\n]*" hits "${text}")
      foreach(hit IN LISTS hits)
        offence("${file}: ${hit}")
      endforeach()
    endif()
  endforeach()
endforeach()

# The maps of core and app name every header.
foreach(room core app)
  if(EXISTS ${ROOT}/${room}/README.md)
    file(READ ${ROOT}/${room}/README.md map)
    file(GLOB_RECURSE headers RELATIVE ${ROOT} ${ROOT}/${room}/*.h)
    foreach(header IN LISTS headers)
      get_filename_component(name ${header} NAME_WE)
      if(NOT map MATCHES "[|,] ${name}( [|]|,)")
        offence("${header} has no place in ${room}/README.md")
      endif()
    endforeach()
  endif()
endforeach()

if(NOT files)
  message(FATAL_ERROR "no file in ${ROOT}")
elseif(offences GREATER 0)
  message(FATAL_ERROR "${offences} places to mend")
endif()
list(LENGTH files count)
message("${count} files keep the conventions")
