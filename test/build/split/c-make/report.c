#include <jansson.h>
#include <stdio.h>
#include <zlib.h>

int main(int count, char **words) {
  json_error_t error;
  json_t *items = json_load_file(count > 1 ? words[1] : "items.json", 0, &error);
  if (items == NULL) {
    fprintf(stderr, "%s\n", error.text);
    return 2;
  }
  const char *first = json_string_value(json_array_get(items, 0));
  printf("%zu items, first %s, crc %lx\n", json_array_size(items), first, crc32(0L, (const Bytef *)first, 4));
  json_decref(items);
  return 3;
}
