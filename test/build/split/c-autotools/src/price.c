#include "price.h"
#include <stdio.h>
#include <string.h>
#include <zlib.h>

int price(const char *dish) {
  char name[40];
  int found = -1;
  int cost;
  FILE *prices = fopen(PRICES, "r");
  if (prices == NULL) return -1;
  while (fscanf(prices, "%39s %d", name, &cost) == 2)
    if (strcmp(name, dish) == 0) found = cost;
  fclose(prices);
  return found;
}

unsigned long receipt(const char *dish) { return crc32(0L, (const Bytef *)dish, strlen(dish)); }
