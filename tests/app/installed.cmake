# cmake -DBUILD=... -DSOURCE=... -DTO=... -P installed.cmake: installs into an empty folder, and looks at what is
# there; at desktop files by the programs that know them, where these are.
cmake_minimum_required(VERSION 3.22)

file(REMOVE_RECURSE ${TO})
set(ENV{DESTDIR} "")
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${TO} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE files RELATIVE ${TO} ${TO}/*)
set(expected
  bin/poolwalk
  share/applications/org.poolwalk.Poolwalk.desktop
  share/bash-completion/completions/poolwalk
  share/doc/poolwalk/changelog.gz
  share/doc/poolwalk/copyright
  share/fish/vendor_completions.d/poolwalk.fish
  share/icons/hicolor/scalable/apps/poolwalk.svg
  share/man/man1/poolwalk.1.gz
  share/metainfo/org.poolwalk.Poolwalk.metainfo.xml
  share/mime/packages/poolwalk.xml
  share/zsh/vendor-completions/_poolwalk)
list(SORT files)
if(NOT files STREQUAL expected)
  message(FATAL_ERROR "installed are ${files}")
endif()

# try(PROGRAM ARGS...): must end with 0, if it is on this machine.
function(try name)
  find_program(${name} ${name})
  if(${name})
    execute_process(COMMAND ${${name}} ${ARGN} RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(failed)
      message(FATAL_ERROR "${name} ${ARGN}: ${said}")
    endif()
    set(said "${said}" PARENT_SCOPE)
  else()
    message("${name} is not here, so it was not asked")
    set(said "" PARENT_SCOPE)
  endif()
endfunction()

try(desktop-file-validate ${TO}/share/applications/org.poolwalk.Poolwalk.desktop)
try(appstreamcli validate --no-net ${TO}/share/metainfo/org.poolwalk.Poolwalk.metainfo.xml)
try(gzip -t ${TO}/share/man/man1/poolwalk.1.gz ${TO}/share/doc/poolwalk/changelog.gz)
try(${TO}/bin/poolwalk run --example ties)

# A session and a lesson are known by what they hold; other JSON is not taken for them.
set(ENV{XDG_DATA_HOME} ${TO}/share)
try(update-mime-database ${TO}/share/mime)
file(COPY_FILE ${SOURCE}/tests/sessions/version-1.json ${TO}/s.poolwalk.json)
file(COPY_FILE ${SOURCE}/tests/sessions/version-1.json ${TO}/without-ending)
file(WRITE ${TO}/other.json "{\"a\": 1}")
foreach(file s.poolwalk.json without-ending)
  try(gio info -a standard::content-type ${TO}/${file})
  if(said AND NOT said MATCHES "application/x-poolwalk\\+json")
    message(FATAL_ERROR "${file} is taken for ${said}")
  endif()
endforeach()
try(gio info -a standard::content-type ${TO}/other.json)
if(said MATCHES "x-poolwalk")
  message(FATAL_ERROR "other.json is taken for ${said}")
endif()
file(REMOVE_RECURSE ${TO})
message("installed as expected")
