#include <locale.h>
#include <stdio.h>

/* Prints a number as people of the locale write it. */
int main(void) {
  puts(setlocale(LC_ALL, "") != NULL ? "known" : "unknown");
  printf("%.2f\n", 1.5);
  return 0;
}
