# Compiles packaging/sample/*.csv into touchbase_cli. A change of a file configures anew.
foreach(table contacts touches)
  set(file ${CMAKE_CURRENT_LIST_DIR}/sample/${table}.csv)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} TOUCHBASE_SAMPLE_${table})
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/sample_text.cpp.in
               ${CMAKE_BINARY_DIR}/generated/sample_text.cpp @ONLY)
target_sources(touchbase_cli PRIVATE ${CMAKE_BINARY_DIR}/generated/sample_text.cpp)
