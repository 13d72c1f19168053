// Names and signals of threads.
#include "serving/threads.h"

#include <pthread.h>

#include <csignal>

namespace forkroad {

void name_this_thread(const std::string& name) {
  pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
}

void block_signals_of_this_thread() {
  sigset_t blocked;
  sigfillset(&blocked);
  sigdelset(&blocked, interrupt_signal());
  pthread_sigmask(SIG_SETMASK, &blocked, nullptr);
}

int interrupt_signal() {
  // Node names SIGUSR2 and may replace its handler; real-time signals it leaves alone.
  static const int signal_number = [] {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    sigaction(SIGRTMIN + 1, &action, nullptr);
    return SIGRTMIN + 1;
  }();
  return signal_number;
}

}  // namespace forkroad
