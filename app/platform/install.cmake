# What `cmake --install` puts where, and the .deb that `cpack` makes of it. The man page and the completions are
# printed by the program itself, so that they say what `--help` says.
include(GNUInstallDirs)
set(desktop ${CMAKE_SOURCE_DIR}/assets/desktop)
set(made ${CMAKE_BINARY_DIR}/installed)
set(name org.poolwalk.Poolwalk)
file(MAKE_DIRECTORY ${made})

# A catalogue of programs shows a picture only from an https address.
set(POOLWALK_SCREENSHOT "" CACHE STRING "the address of assets/readme/walk.png, for the AppStream metadata")
set(POOLWALK_SCREENSHOTS "")
if(POOLWALK_SCREENSHOT)
  set(POOLWALK_SCREENSHOTS "  <screenshots>
    <screenshot type=\"default\"><image>${POOLWALK_SCREENSHOT}</image></screenshot>
  </screenshots>
")
endif()
configure_file(${desktop}/${name}.metainfo.xml.in ${made}/${name}.metainfo.xml @ONLY)

foreach(form man bash zsh fish)
  add_custom_command(OUTPUT ${made}/${form} DEPENDS poolwalk VERBATIM
    COMMAND poolwalk describe ${form} > ${made}/${form})
  list(APPEND described ${made}/${form})
endforeach()
# As a distribution wants them: compressed, without a time in them.
find_program(GZIP gzip REQUIRED)
add_custom_command(OUTPUT ${made}/poolwalk.1.gz DEPENDS ${made}/man VERBATIM
  COMMAND ${GZIP} -9nc ${made}/man > ${made}/poolwalk.1.gz)
add_custom_command(OUTPUT ${made}/changelog.gz DEPENDS ${CMAKE_SOURCE_DIR}/.github/CHANGELOG.md VERBATIM
  COMMAND ${GZIP} -9nc ${CMAKE_SOURCE_DIR}/.github/CHANGELOG.md > ${made}/changelog.gz)
add_custom_target(installed_texts ALL DEPENDS ${described} ${made}/poolwalk.1.gz ${made}/changelog.gz)

set(share ${CMAKE_INSTALL_DATADIR})
install(TARGETS poolwalk RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${desktop}/poolwalk.svg DESTINATION ${share}/icons/hicolor/scalable/apps)
install(FILES ${desktop}/${name}.desktop DESTINATION ${share}/applications)
install(FILES ${made}/${name}.metainfo.xml DESTINATION ${share}/metainfo)
install(FILES ${desktop}/poolwalk.xml DESTINATION ${share}/mime/packages)
install(FILES ${made}/poolwalk.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${made}/bash DESTINATION ${share}/bash-completion/completions RENAME poolwalk)
install(FILES ${made}/zsh DESTINATION ${share}/zsh/vendor-completions RENAME _poolwalk)
install(FILES ${made}/fish DESTINATION ${share}/fish/vendor_completions.d RENAME poolwalk.fish)
install(FILES ${desktop}/copyright ${made}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})

# --- cpack ------------------------------------------------------------------------------------
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME poolwalk)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
# A package has to name somebody; whoever distributes one gives the address at which they answer. The usual one is of
# a domain that nobody can own.
set(POOLWALK_CONTACT "The Poolwalk authors <poolwalk@example.invalid>" CACHE STRING "the maintainer of the package")
set(CPACK_PACKAGE_CONTACT ${POOLWALK_CONTACT})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "interactive visualizer of max pooling
 Poolwalk walks through max pooling, forward and backward, one window at a
 time, and lets you change anything and see what follows: every tie, overlap
 and NaN rule, im2col and col2im, a check of gradients, and a small network
 that trains. Its commands print, draw and film the same without a display.")
# What it is linked with is found out; what it loads while it runs is not.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libegl1, libgl1, libxcursor1, libxi6, libxinerama1, libxrandr2")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
  "fonts-inter, fonts-jetbrains-mono, fonts-dejavu-core, fonts-dejavu-extra, libgl1-mesa-dri")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "ffmpeg, fonts-noto-cjk, python3-numpy, xdg-utils")
include(CPack)
