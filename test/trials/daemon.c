// An echo server that goes into the background as daemon(3) does, by a double fork: before it listens, or after.
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void become_daemon(void) {
  if (fork() > 0) _exit(0);
  setsid();
  if (fork() > 0) _exit(0);
  int null = open("/dev/null", O_RDWR);
  for (int fd = 0; fd < 3; fd++) dup2(null, fd);
}

static int listen_on(int port) {
  int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, (struct sockaddr*)&address, sizeof address) || listen(listener, 128)) _exit(1);
  return listener;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int is_before = strcmp(argv[2], "before") == 0;
  if (is_before) become_daemon();
  int listener = listen_on(atoi(argv[1]));
  if (!is_before) become_daemon();
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    char buffer[4096];
    ssize_t got;
    while (fd >= 0 && (got = read(fd, buffer, sizeof buffer)) > 0)
      for (ssize_t sent = 0, n; sent < got; sent += n)
        if ((n = send(fd, buffer + sent, got - sent, MSG_NOSIGNAL)) < 0) break;
    if (fd >= 0) close(fd);
  }
}
