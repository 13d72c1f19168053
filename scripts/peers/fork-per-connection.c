// Bare peer of fork-per-connection-native: fork(2) for each accepted connection, children reaped by the SIGCHLD handler.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void reap(int signal) {
  (void)signal;
  while (waitpid(-1, NULL, WNOHANG) > 0) {
  }
}

static void echo(int fd) {
  char buffer[65536];
  ssize_t got;
  while ((got = recv(fd, buffer, sizeof buffer, 0)) > 0)
    for (ssize_t sent = 0, n; sent < got; sent += n)
      if ((n = send(fd, buffer + sent, (size_t)(got - sent), MSG_NOSIGNAL)) < 0) return;
}

int main(int argc, char** argv) {  // usage: fork-per-connection PORT
  if (argc != 2) return 2;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (bind(listener, (struct sockaddr*)&address, length) || listen(listener, 511)) return perror("listen"), 1;
  getsockname(listener, (struct sockaddr*)&address, &length);
  printf("listening %d\n", ntohs(address.sin_port));
  fflush(stdout);
  sigaction(SIGCHLD, &(struct sigaction){.sa_handler = reap, .sa_flags = SA_RESTART}, NULL);
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) continue;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    if (fork() == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      close(listener);
      echo(fd);
      _exit(0);
    }
    close(fd);
  }
}
