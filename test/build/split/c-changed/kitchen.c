#include <stdio.h>

int main(void) {
  char line[80];
  FILE *dishes = fopen("pantry/dishes.txt", "r");
  if (dishes == NULL) return 3;
  printf("kitchen @VERSION@\n");
  while (fgets(line, sizeof line, dishes) != NULL) printf("- %s", line);
  return 0;
}
