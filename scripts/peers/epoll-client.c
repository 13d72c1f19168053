// Bare closed-loop client: connections, one epoll, a message and its whole reply at a time; nothing is compared.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double seconds_of(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char** argv) {  // usage: epoll-client HOST PORT CONNECTIONS SIZE SECONDS
  if (argc != 6) return 2;
  int connections = atoi(argv[3]), size = atoi(argv[4]);
  char *message = calloc(1, (size_t)size), *buffer = malloc(65536);
  int* missing = calloc(65536, sizeof *missing);  // by descriptor: bytes of the reply still to come
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[2]))};
  inet_pton(AF_INET, argv[1], &address.sin_addr);
  int epoll = epoll_create1(0);
  for (int i = 0; i < connections; i++) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr*)&address, sizeof address)) return perror("connect"), 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.fd = fd});
    missing[fd] = size;
    if (send(fd, message, (size_t)size, 0) != size) return perror("send"), 1;
  }
  double start = now(), end = start + atof(argv[5]);
  uint64_t messages = 0;
  struct epoll_event events[256];
  while (now() < end) {
    int ready = epoll_wait(epoll, events, 256, 100);
    for (int i = 0; i < ready; i++) {
      int fd = events[i].data.fd;
      ssize_t got = recv(fd, buffer, 65536, 0);
      if (got <= 0) return fprintf(stderr, "connection lost\n"), 1;
      if ((missing[fd] -= (int)got) > 0) continue;
      messages++;
      missing[fd] = size;
      if (send(fd, message, (size_t)size, 0) != size) return perror("send"), 1;
    }
  }
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("{\"messages\": %lu, \"seconds\": %.6f, \"cpuSeconds\": %.6f}\n", messages, now() - start,
         seconds_of(used.ru_utime) + seconds_of(used.ru_stime));
}
