#include <netdb.h>
#include <stdio.h>
#include <time.h>

int main(int count, char **words) {
  FILE *items = fopen(count > 1 ? words[1] : "items.txt", "r");
  if (items == NULL) {
    perror(words[1]);
    return 2;
  }
  int lines = 0;
  for (int letter; (letter = fgetc(items)) != EOF;) lines += letter == '\n';
  struct tm *date = gmtime(&(time_t){86400});
  struct addrinfo *found;
  printf("%d items, day %d, host %d\n", lines, date->tm_yday, getaddrinfo("127.0.0.1", "80", NULL, &found));
  return 3;
}
