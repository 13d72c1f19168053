// Bare peer of acceptor-queue: one thread accepts into a bounded queue, from which blocking threads take and echo.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define PLACES 64

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t has_place = PTHREAD_COND_INITIALIZER, has_connection = PTHREAD_COND_INITIALIZER;
static int queue[PLACES];
static unsigned put_in, taken;  // since the start; what lies between them is in the queue

static void put(int fd) {
  pthread_mutex_lock(&mutex);
  while (put_in - taken == PLACES) pthread_cond_wait(&has_place, &mutex);
  queue[put_in++ % PLACES] = fd;
  pthread_cond_signal(&has_connection);
  pthread_mutex_unlock(&mutex);
}

static int take(void) {
  pthread_mutex_lock(&mutex);
  while (put_in == taken) pthread_cond_wait(&has_connection, &mutex);
  int fd = queue[taken++ % PLACES];
  pthread_cond_signal(&has_place);
  pthread_mutex_unlock(&mutex);
  return fd;
}

static void* take_and_echo(void* unused) {
  (void)unused;
  char buffer[65536];
  for (;;) {
    int fd = take();
    ssize_t got;
    while ((got = recv(fd, buffer, sizeof buffer, 0)) > 0)
      for (ssize_t sent = 0, n; sent < got; sent += n)
        if ((n = send(fd, buffer + sent, (size_t)(got - sent), MSG_NOSIGNAL)) < 0) break;
    close(fd);
  }
  return NULL;
}

int main(int argc, char** argv) {  // usage: acceptor-queue PORT THREADS
  if (argc != 3) return 2;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (bind(listener, (struct sockaddr*)&address, length) || listen(listener, 511)) return perror("listen"), 1;
  getsockname(listener, (struct sockaddr*)&address, &length);
  pthread_t thread;
  for (int i = 0; i < atoi(argv[2]); i++)
    if (pthread_create(&thread, NULL, take_and_echo, NULL)) return 1;
  printf("listening %d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) continue;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    put(fd);
  }
}
