# Compiles config/cadences.toml into touchbase_config. A change of the file configures anew.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
             ${CMAKE_CURRENT_LIST_DIR}/cadences.toml)
file(READ ${CMAKE_CURRENT_LIST_DIR}/cadences.toml TOUCHBASE_CADENCES)
configure_file(${CMAKE_CURRENT_LIST_DIR}/embedded_text.cpp.in
               ${CMAKE_BINARY_DIR}/generated/cadences_text.cpp @ONLY)
target_sources(touchbase_config PRIVATE ${CMAKE_BINARY_DIR}/generated/cadences_text.cpp)

# The same for the texts of config/scripts.
foreach(language de en es fr pt)
  set(file ${CMAKE_CURRENT_LIST_DIR}/scripts/${language}.txt)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} TOUCHBASE_SCRIPTS_${language})
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/scripts_text.cpp.in
               ${CMAKE_BINARY_DIR}/generated/scripts_text.cpp @ONLY)
target_sources(touchbase_config PRIVATE ${CMAKE_BINARY_DIR}/generated/scripts_text.cpp)
