#include <stdio.h>

static void show(const char *path) {
  char line[80];
  FILE *file = fopen(path, "r");
  if (file == NULL) {
    printf("there is no %s\n", path);
    return;
  }
  while (fgets(line, sizeof line, file) != NULL) fputs(line, stdout);
  fclose(file);
}

int main(int count, char **words) {
  show("settings/till.conf");
  show(words[count - 1]);
  return 0;
}
