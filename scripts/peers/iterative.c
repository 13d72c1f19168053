// Bare peer of iterative-native: accepts a connection, echoes to its end, accepts the next.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char** argv) {  // usage: iterative PORT
  if (argc != 2) return 2;
  static char buffer[65536];
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (bind(listener, (struct sockaddr*)&address, length) || listen(listener, 511)) return perror("listen"), 1;
  getsockname(listener, (struct sockaddr*)&address, &length);
  printf("listening %d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) continue;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    ssize_t got;
    while ((got = recv(fd, buffer, sizeof buffer, 0)) > 0)
      for (ssize_t sent = 0, n; sent < got; sent += n)
        if ((n = send(fd, buffer + sent, (size_t)(got - sent), MSG_NOSIGNAL)) < 0) break;
    close(fd);
  }
}
