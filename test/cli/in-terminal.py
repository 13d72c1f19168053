"""Runs a command in a terminal of its own, closes that when a line comes on stdin, and prints the wait status of the command."""
import os
import pty
import sys

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
sys.stdin.readline()
os.close(terminal)
print(os.waitpid(pid, 0)[1])
