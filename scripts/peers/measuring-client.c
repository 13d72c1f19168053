// Bare closed-loop client that reads the server's CPU by itself: the clocks of its whole process tree at both ends of
// the window.
#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static struct sockaddr_in server = {.sin_family = AF_INET};
static int epoll, size, is_churn;
static char *message, buffer[65536];
static int missing[65536];  // by descriptor: bytes of the reply still to come; of churn, then its FIN
static uint64_t answered;

static double read_clock(clockid_t clock) {
  struct timespec t = {0};
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char* what) {
  perror(what);
  exit(1);
}

// User and system time of the children that a process has waited for, in ticks (usually 10 ms), whatever they reaped.
static double reaped_seconds(int pid) {
  char path[64], text[1024] = "";
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE* file = fopen(path, "r");
  if (!file) return 0;
  size_t got = fread(text, 1, sizeof text - 1, file);
  fclose(file);
  text[got] = 0;
  long user = 0, system = 0;
  char* after_name = strrchr(text, ')');
  if (after_name) sscanf(after_name + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %ld %ld", &user, &system);
  return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

// A process's clock has the time of its ended threads in it. Children are those of any of its threads.
static double tree_seconds(int pid) {
  clockid_t clock;
  double seconds = 0;
  char path[320];
  snprintf(path, sizeof path, "/proc/%d/task", pid);
  DIR* threads = opendir(path);
  if (!threads) return 0;
  for (struct dirent* thread; (thread = readdir(threads));) {
    snprintf(path, sizeof path, "/proc/%d/task/%s/children", pid, thread->d_name);
    FILE* children = thread->d_name[0] == '.' ? NULL : fopen(path, "r");
    for (int child; children && fscanf(children, "%d", &child) == 1;) seconds += tree_seconds(child);
    if (children) fclose(children);
  }
  closedir(threads);
  if (clock_getcpuclockid(pid, &clock) == 0) seconds += read_clock(clock);
  return seconds + reaped_seconds(pid);
}

static void send_message(int fd) {
  missing[fd] = size;
  if (send(fd, message, (size_t)size, 0) != size) fail("send");
}

// From 127.0.0.2 to 127.0.0.17 in turn: one address has ports for two seconds of churn.
static void open_connection(void) {
  static unsigned next;
  struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000002 + next++ % 16)};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &(int){1}, sizeof(int));
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
  if (bind(fd, (struct sockaddr*)&from, sizeof from)) fail("bind");
  if (connect(fd, (struct sockaddr*)&server, sizeof server)) fail("connect");
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.fd = fd});
  send_message(fd);
}

// Of churn a message counts when its connection has come to its end.
static void receive(int fd) {
  ssize_t got = recv(fd, buffer, sizeof buffer, 0);
  if (got < 0 || (got == 0 && missing[fd] > 0)) fail("connection lost");
  missing[fd] -= (int)got;
  if (missing[fd] > 0) return;
  if (is_churn && got > 0) {
    shutdown(fd, SHUT_WR);
    return;
  }
  answered++;
  if (!is_churn) return send_message(fd);
  close(fd);
  open_connection();
}

static void run_until(double end) {
  struct epoll_event events[256];
  while (read_clock(CLOCK_MONOTONIC) < end) {
    int ready = epoll_wait(epoll, events, 256, 100);
    for (int i = 0; i < ready; i++) receive(events[i].data.fd);
  }
}

int main(int argc, char** argv) {  // usage: measuring-client PORT PID ping-pong|churn CONNECTIONS SIZE WARM_UP SECONDS
  if (argc != 8) return 2;
  int pid = atoi(argv[2]), connections = atoi(argv[4]);
  is_churn = strcmp(argv[3], "churn") == 0;
  size = atoi(argv[5]);
  message = calloc(1, (size_t)size);
  server.sin_port = htons((uint16_t)atoi(argv[1]));
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  epoll = epoll_create1(0);
  for (int i = 0; i < connections; i++) open_connection();
  run_until(read_clock(CLOCK_MONOTONIC) + atof(argv[6]));
  uint64_t answered_before = answered;
  double start = read_clock(CLOCK_MONOTONIC), cpu_before = tree_seconds(pid);
  run_until(start + atof(argv[7]));
  double took = read_clock(CLOCK_MONOTONIC) - start, cpu = tree_seconds(pid) - cpu_before;
  printf("{\"messages\": %lu, \"seconds\": %.6f, \"serverCpuSeconds\": %.6f}\n", answered - answered_before, took, cpu);
}
