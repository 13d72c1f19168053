// A copy of the listener for whoever closes what it is given, under a number that stays the same as long as that is possible.
import { fstatSync } from 'node:fs';
import { addon } from '../addon/addon.cjs';

export class ListenerCopy {
  private copy: number;

  constructor(private readonly listenFd: number) {
    this.copy = addon.sockets.duplicate(listenFd);
  }

  /** The number of an open copy. Throws EMFILE. */
  number(): number {
    if (!this.isOpen()) this.copy = addon.sockets.duplicate(this.listenFd, this.copy);
    return this.copy;
  }

  /** Right after the copy may have been closed: those that have been told its number find it open. */
  renew(): void {
    try {
      this.number();
    } catch {
      // out of descriptors: whoever asks next tries again
    }
  }

  /** An inode is the socket's: the number may have been closed, and be something else's by now. */
  private isOpen(): boolean {
    try {
      return fstatSync(this.copy).ino === fstatSync(this.listenFd).ino;
    } catch {
      return false;
    }
  }
}
