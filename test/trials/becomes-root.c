// A server that becomes another user, so that whoever started it cannot end it, in the background. To be installed setuid.
#define _GNU_SOURCE
#include <unistd.h>

int main(void) {
  if (setresuid(0, 0, 0)) return 3;
  if (fork() > 0) _exit(0);
  close(1);
  close(2);
  for (;;) pause();
}
