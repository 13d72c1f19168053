// What it usually means that a server ended as it did.

const meanings: Record<string, string> = {
  SIGPIPE: 'it wrote to a client that had gone; ignore SIGPIPE, or send with MSG_NOSIGNAL',
  SIGSEGV: 'a wild or null pointer; cc -g -fsanitize=address tells where',
  SIGBUS: 'memory that is not there; cc -g -fsanitize=address tells where',
  SIGABRT: 'an assertion, or a heap that was found damaged',
  SIGFPE: 'a division by zero',
  SIGKILL: 'killed: the kernel, short of memory?',
};

/** " (…)", or nothing. */
export function meaningOfEnd(how: string): string {
  const meaning = meanings[how.split(':')[0] ?? ''];
  return meaning === undefined ? '' : ` (${meaning})`;
}
