#include <stdio.h>

int main(void) {
  puts("the till is right");
  return 0;
}
