#include <ruby.h>
#include <sqlite3.h>

static int add_row(void *rows, int count, char **values, char **names) {
  VALUE row = rb_ary_new_capa(count);
  for (int at = 0; at < count; at++)
    rb_ary_push(row, values[at] == NULL ? Qnil : rb_utf8_str_new_cstr(values[at]));
  rb_ary_push((VALUE)rows, row);
  return 0;
}

static VALUE query(VALUE self, VALUE path, VALUE sql) {
  VALUE rows = rb_ary_new();
  sqlite3 *database;
  int status = sqlite3_open(StringValueCStr(path), &database);
  if (status == SQLITE_OK)
    status = sqlite3_exec(database, StringValueCStr(sql), add_row, (void *)rows, NULL);
  VALUE message = rb_str_new_cstr(sqlite3_errmsg(database));
  sqlite3_close(database);
  if (status != SQLITE_OK)
    rb_raise(rb_eRuntimeError, "%s", StringValueCStr(message));
  return rows;
}

void Init_sqlite3_native(void) {
  rb_define_module_function(rb_define_module("SQLite3"), "query", query, 2);
}
