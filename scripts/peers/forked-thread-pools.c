// Bare peer of forked-thread-pools: forked processes share a listener, each with blocking threads that accept and echo.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

static int listener;

static void* accept_and_echo(void* unused) {
  (void)unused;
  char buffer[65536];
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
  return NULL;
}

int main(int argc, char** argv) {  // usage: forked-thread-pools PORT PROCESSES THREADS
  if (argc != 4) return 2;
  listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (bind(listener, (struct sockaddr*)&address, length) || listen(listener, 511)) return perror("listen"), 1;
  getsockname(listener, (struct sockaddr*)&address, &length);
  printf("listening %d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (int process = 0; process < atoi(argv[2]); process++) {
    if (fork()) continue;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    pthread_t thread;
    for (int i = 0; i < atoi(argv[3]); i++) pthread_create(&thread, NULL, accept_and_echo, NULL);
    pause();
  }
  while (wait(NULL) > 0) {
  }
}
