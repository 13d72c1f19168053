// Bare peer of the http-echo service: one level-triggered loop that sends a request's body back; no limits, no errors.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { largest_request = 65536 };

struct connection {
  int fd;
  size_t filled;
  char request[largest_request + 1];  // and the NUL that strstr wants
};

static size_t body_bytes(const char* head) {
  for (const char* line = strstr(head, "\r\n"); line; line = strstr(line + 2, "\r\n"))
    if (!strncasecmp(line + 2, "Content-Length:", 15)) return strtoul(line + 17, NULL, 10);
  return 0;
}

static int answer(int fd, const char* body, size_t size) {
  char reply[largest_request + 128];
  size_t length = (size_t)sprintf(reply, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", size);
  memcpy(reply + length, body, size);
  return send(fd, reply, length + size, MSG_NOSIGNAL) == (ssize_t)(length + size);
}

static int serve(struct connection* c) {  // 0 when the connection has ended
  ssize_t got = recv(c->fd, c->request + c->filled, largest_request - c->filled, 0);
  if (got <= 0) return 0;
  c->filled += (size_t)got;
  for (;;) {
    c->request[c->filled] = 0;
    char* end = strstr(c->request, "\r\n\r\n");
    if (!end) return c->filled < largest_request;
    *end = 0;
    size_t head = (size_t)(end + 4 - c->request), body = body_bytes(c->request);
    *end = '\r';
    if (head + body > largest_request) return 0;
    if (c->filled < head + body) return 1;
    if (!answer(c->fd, c->request + head, body)) return 0;
    c->filled -= head + body;
    if (c->filled == 0) return 1;
    memmove(c->request, c->request + head + body, c->filled);
  }
}

int main(int argc, char** argv) {  // usage: http-echo PORT
  if (argc != 2) return 2;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (bind(listener, (struct sockaddr*)&address, length) || listen(listener, 511)) return perror("listen"), 1;
  getsockname(listener, (struct sockaddr*)&address, &length);
  printf("listening %d\n", ntohs(address.sin_port));
  fflush(stdout);
  int set = epoll_create1(0);
  epoll_ctl(set, EPOLL_CTL_ADD, listener, &(struct epoll_event){.events = EPOLLIN, .data.ptr = NULL});
  struct epoll_event events[128];
  for (;;) {
    int count = epoll_wait(set, events, 128, -1);
    for (int i = 0; i < count; i++) {
      struct connection* c = events[i].data.ptr;
      if (c) {
        if (!serve(c)) close(c->fd), free(c);
        continue;
      }
      int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
      if (fd < 0 || !(c = malloc(sizeof *c))) continue;
      c->fd = fd;
      c->filled = 0;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
      epoll_ctl(set, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.ptr = c});
    }
  }
}
