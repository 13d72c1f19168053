// Bare peer of reuseport-loops: threads, each with a SO_REUSEPORT listener and a level-triggered epoll loop of its own.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static int echo(int fd, char* buffer, size_t size) {  // 0 when the connection has ended
  ssize_t got = recv(fd, buffer, size, 0);
  if (got <= 0) return 0;
  for (ssize_t sent = 0, n; sent < got; sent += n)
    if ((n = send(fd, buffer + sent, (size_t)(got - sent), MSG_NOSIGNAL)) < 0) return 0;
  return 1;
}

static void* loop(void* argument) {
  int listener = (int)(intptr_t)argument;
  char buffer[65536];
  int set = epoll_create1(0);
  epoll_ctl(set, EPOLL_CTL_ADD, listener, &(struct epoll_event){.events = EPOLLIN, .data.fd = listener});
  struct epoll_event events[128];
  for (;;) {
    int count = epoll_wait(set, events, 128, -1);
    for (int i = 0; i < count; i++) {
      int fd = events[i].data.fd;
      if (fd != listener) {
        if (!echo(fd, buffer, sizeof buffer)) close(fd);
        continue;
      }
      if ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) < 0) continue;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
      epoll_ctl(set, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.fd = fd});
    }
  }
  return NULL;
}

int main(int argc, char** argv) {  // usage: reuseport-loops PORT LOOPS
  if (argc != 3) return 2;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  for (int i = 0; i < atoi(argv[2]); i++) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &(int){1}, sizeof(int));
    if (bind(listener, (struct sockaddr*)&address, length) || listen(listener, 511)) return perror("listen"), 1;
    getsockname(listener, (struct sockaddr*)&address, &length);  // the next one takes the same port
    pthread_t thread;
    if (pthread_create(&thread, NULL, loop, (void*)(intptr_t)listener)) return 1;
  }
  printf("listening %d\n", ntohs(address.sin_port));
  fflush(stdout);
  pause();
}
