// Reaping by pid, told by pidfds: wait(2) for any child would take the exits that Node's child_process waits for.
#include "serving/forked-children.h"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstring>
#include <string>

#include "packet-log/packet-log.h"

namespace forkroad {
namespace {

constexpr int batch = 64;

Fd make_set(Server& server) {
  Fd set;
  server.retry_until_stop("epoll_create1", [&set] { return (set = Fd(epoll_create1(EPOLL_CLOEXEC))) ? 0 : errno; });
  return set;
}

void close_descriptors(unsigned first, unsigned last) {
  if (first <= last) ::syscall(SYS_close_range, first, last, 0U);
}

std::string describe(const siginfo_t& end) {
  if (end.si_code == CLD_EXITED) return "exit code " + std::to_string(end.si_status);
  const char* const name = sigabbrev_np(end.si_status);
  return name != nullptr ? "SIG" + std::string(name) : "signal " + std::to_string(end.si_status);
}

}  // namespace

void become_child(pid_t parent, int kept_fd) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(0);  // it was gone before we asked
  // The thread that forked had all signals blocked, and so has the child: none of Node's handlers can run, which write
  // into pipes of Node's own; Ctrl-C and a closed terminal, which reach the whole process group, wait for the parent's
  // decision. SIGTERM alone ends the child, as it does a plain program.
  std::signal(SIGTERM, SIG_DFL);
  sigset_t blocked;
  sigfillset(&blocked);
  sigdelset(&blocked, SIGTERM);
  pthread_sigmask(SIG_SETMASK, &blocked, nullptr);
  const auto kept = static_cast<unsigned>(kept_fd);
  close_descriptors(STDERR_FILENO + 1, kept - 1);
  close_descriptors(kept + 1, UINT_MAX);
}

ForkedChildren::ForkedChildren(Server& server)
    : server_(server), epoll_(make_set(server)), listener_(server, epoll_.get(), server.listener()) {
  packet_log::prepare_for_forks();
  // The kernel drops a SIGCHLD that nobody handles, but not where the thread that forked blocks it: each child's end
  // would then wake the event loop's thread for nothing.
  sigset_t child_ended;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  pthread_sigmask(SIG_UNBLOCK, &child_ended, nullptr);
}

std::optional<Connection> ForkedChildren::accept_or_stop() {
  while (listener_.is_open()) {
    if (!wait(wait_precisely(epoll_.get(), listener_.rest_left()))) continue;
    if (std::optional<Connection> connection = listener_.accept_ready(0)) return connection;
  }
  return std::nullopt;
}

void ForkedChildren::add(pid_t pid, Connection connection) {
  server_.give_to_child(connection, pid);
  Child& child = children_.emplace(pid, Child{std::move(connection), Fd()}).first->second;
  if (retry_until_stop(
          "pidfd_open", [&] { return watch(pid, child.pidfd); }, ErrorKind::descriptors))
    return;
  ::waitid(P_PID, static_cast<id_t>(pid), nullptr, WEXITED | WNOWAIT);  // the drain or the cut ends it
  reap(pid);
}

bool ForkedChildren::retry_until_stop(const char* syscall, const std::function<int()>& attempt, ErrorKind exhausted) {
  const auto attempt_or_reap = [&] {
    const int error = attempt();
    if (error != 0) wait(0);  // those that have ended hold a process and a descriptor each
    return error;
  };
  return server_.retry_until_stop(syscall, attempt_or_reap, exhausted);
}

int ForkedChildren::watch(pid_t pid, Fd& pidfd) const {
  pidfd.reset(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U)));
  if (!pidfd) return errno;
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = static_cast<std::uint64_t>(pid);
  return epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, pidfd.get(), &event) == 0 ? 0 : errno;
}

/// Reaps who has ended, waiting for the first of them or for a client; returns whether a client waits.
bool ForkedChildren::wait(int timeout_ms) {
  std::array<epoll_event, batch> events{};
  const int count = epoll_wait(epoll_.get(), events.data(), batch, timeout_ms);
  bool has_client = false;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t pid = events[static_cast<std::size_t>(i)].data.u64;
    if (pid == 0) {
      has_client = true;
    } else {
      reap(static_cast<pid_t>(pid));
    }
  }
  return has_client;
}

void ForkedChildren::reap(pid_t pid) {
  // A child that is being forked holds a copy of the pidfd for a moment, which would keep it in the set.
  epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, children_.at(pid).pidfd.get(), nullptr);
  children_.erase(pid);  // before its number is free: a cut must not kill who has it next
  siginfo_t end{};
  ::waitid(P_PID, static_cast<id_t>(pid), &end, WEXITED);
  packet_log::reclaim(pid);
  if (packet_log::records(packet_log::Level::debug)) {
    packet_log::say(packet_log::Level::debug, 0, "child " + std::to_string(pid) + " reaped: " + describe(end));
  }
}

void ForkedChildren::reap_all() {
  while (!children_.empty()) wait(-1);
}

}  // namespace forkroad
