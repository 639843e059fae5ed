#include "price.h"
#include <stdio.h>
#include <unistd.h>

int main(int count, char **dishes) {
  int sum = 0;
  for (int at = 1; at < count; at++) {
    printf("%s %d, receipt %lx\n", dishes[at], price(dishes[at]), receipt(dishes[at]));
    sum += price(dishes[at]);
  }
  printf("%d, as %s\n", sum, geteuid() == 0 ? "root" : "a user");
  return sum;
}
