// One process, a thread for each client.  cc -O2 -Wall -pthread threads.c -o threads
#include <arpa/inet.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void* serve(void* argument) {
  int fd = (int)(intptr_t)argument;
  char buffer[4096];
  ssize_t got, n = 0;
  while (n >= 0 && (got = recv(fd, buffer, sizeof buffer, 0)) > 0)
    for (ssize_t sent = 0; sent < got; sent += n)  // send may take only a part
      if ((n = send(fd, buffer + sent, got - sent, MSG_NOSIGNAL)) < 0) break;
  close(fd);
  return NULL;
}

int main(int argc, char** argv) {
  if (argc != 2) return fprintf(stderr, "usage: threads PORT\n"), 2;
  int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, (struct sockaddr*)&address, sizeof address) || listen(listener, 128)) return perror("listen"), 1;
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) continue;
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void*)(intptr_t)fd)) close(fd);
    else pthread_detach(thread);  // nobody joins it: its stack is freed at its end
  }
}
