# The tests of core as WebAssembly, for Node (tests/web/core); included by app/web/CMakeLists.txt.
set(GOOGLETEST /usr/src/googletest)
need(GOOGLETEST googletest)
library(gmock ${GOOGLETEST} googletest/src/gtest-all.cc googlemock/src/gmock-all.cc googlemock/src/gmock_main.cc)
target_include_directories(gmock SYSTEM PUBLIC ${GOOGLETEST}/googletest/include ${GOOGLETEST}/googlemock/include)
target_include_directories(gmock PRIVATE ${GOOGLETEST}/googletest ${GOOGLETEST}/googlemock)
target_compile_definitions(gmock PUBLIC GTEST_HAS_PTHREAD=0)

# Left out: what wants RapidCheck, whose source not every mirror of Debian has, other processes or threads,
# or writes a JPEG.
file(GLOB_RECURSE CORE_TESTS CONFIGURE_DEPENDS ${ROOT}/tests/core/*.cpp)
# This one counts by a projection, which an older library does not know.
list(FILTER CORE_TESTS EXCLUDE REGEX "/motion_test.cpp$")
foreach(source IN LISTS CORE_TESTS)
  file(STRINGS ${source} uses REGEX
    "rapidcheck|(random|walk)_problem.h|(diagnose_support|mistakes_made).h|_DEATH|ExitedWithCode|has_threads|jpeglib")
  if(uses)
    file(RELATIVE_PATH name ${ROOT} ${source})
    message(STATUS "left out: ${name}")
    list(REMOVE_ITEM CORE_TESTS ${source})
  endif()
endforeach()
set(paths ${ROOT}/tests/support/paths.cpp)
set_source_files_properties(${paths} PROPERTIES
  COMPILE_DEFINITIONS "POOLWALK_SOURCE=\"${ROOT}\";POOLWALK_BUILD=\"${CMAKE_BINARY_DIR}\"")
add_executable(core_tests EXCLUDE_FROM_ALL ${paths} ${CORE_TESTS})
target_compile_options(core_tests PRIVATE -O1 -Wno-everything)
target_link_libraries(core_tests PRIVATE poolwalk_core gmock)
set_target_properties(core_tests PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_link_options(core_tests PRIVATE -O1 -fexceptions -sENVIRONMENT=node -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1
  -sMAXIMUM_MEMORY=4GB -sTOTAL_STACK=1MB -sEXIT_RUNTIME=1)
