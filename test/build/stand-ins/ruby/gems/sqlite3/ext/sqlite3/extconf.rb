require 'mkmf'

abort 'sqlite3.h is missing' unless have_header('sqlite3.h')
abort 'the library of SQLite is missing' unless have_library('sqlite3', 'sqlite3_open')
create_makefile('sqlite3/sqlite3_native')
