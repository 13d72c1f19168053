// Bare peer of listener-io-handlers: one thread accepts and hands connections round robin, by pipes, to threads with epoll.
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

static void* handle(void* argument) {
  int inbox = (int)(intptr_t)argument;  // descriptors of new connections come through it
  char buffer[65536];
  int set = epoll_create1(0);
  epoll_ctl(set, EPOLL_CTL_ADD, inbox, &(struct epoll_event){.events = EPOLLIN, .data.fd = inbox});
  struct epoll_event events[128];
  for (;;) {
    int count = epoll_wait(set, events, 128, -1);
    for (int i = 0; i < count; i++) {
      int fd = events[i].data.fd;
      if (fd != inbox) {
        if (!echo(fd, buffer, sizeof buffer)) close(fd);
        continue;
      }
      if (read(inbox, &fd, sizeof fd) != sizeof fd) continue;
      epoll_ctl(set, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.fd = fd});
    }
  }
  return NULL;
}

int main(int argc, char** argv) {  // usage: listener-io-handlers PORT HANDLERS
  if (argc != 3 || atoi(argv[2]) < 1) return 2;
  int handlers = atoi(argv[2]), next = 0;
  int* inboxes = calloc((size_t)handlers, sizeof *inboxes);
  for (int i = 0; i < handlers; i++) {
    int ends[2];
    pthread_t thread;
    if (pipe(ends) || pthread_create(&thread, NULL, handle, (void*)(intptr_t)ends[0])) return 1;
    inboxes[i] = ends[1];
  }
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
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (fd < 0) continue;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    if (write(inboxes[next], &fd, sizeof fd) != sizeof fd) close(fd);
    next = (next + 1) % handlers;
  }
}
