// One process, one thread: accept a client, serve it to its end, accept the next.  cc -O2 -Wall iterative.c -o iterative
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void echo(int fd) {
  char buffer[4096];
  ssize_t got;
  while ((got = recv(fd, buffer, sizeof buffer, 0)) > 0)  // 0: the client has ended its side
    for (ssize_t sent = 0; sent < got;) {                 // send may take only a part
      ssize_t n = send(fd, buffer + sent, got - sent, MSG_NOSIGNAL);
      if (n < 0) return;  // the client has gone: without MSG_NOSIGNAL that would be SIGPIPE
      sent += n;
    }
}

int main(int argc, char** argv) {
  if (argc != 2) return fprintf(stderr, "usage: iterative PORT\n"), 2;
  int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, (struct sockaddr*)&address, sizeof address) || listen(listener, 128)) return perror("listen"), 1;
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) continue;  // that client was gone before its turn
    echo(fd);
    close(fd);
  }
}
