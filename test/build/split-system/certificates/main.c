#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Prints how many certificates the system knows, and where that of the company is. */
int main(void) {
  char text[256] = "";
  int known = 0;
  FILE *all = fopen("/etc/ssl/certs/ca-certificates.crt", "r");
  while (all != NULL && fgets(text, sizeof text, all) != NULL)
    if (strncmp(text, "-----BEGIN", 10) == 0) known++;
  ssize_t length = readlink("/etc/ssl/certs/bakery.pem", text, sizeof text - 1);
  text[length < 0 ? 0 : length] = '\0';
  printf("%d known, %s %s\n", known, text, access(text, R_OK) == 0 ? "is there" : "is not there");
  return 0;
}
