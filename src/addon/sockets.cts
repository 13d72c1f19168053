// The sockets capability: listeners by descriptor number, so that processes can inherit them.
export interface SocketsCapability {
  /**
   * A blocking, close-on-exec listener on a numeric address. Throws an Error with code, syscall and address.
   * @param sharesPort others of this user may then listen beside it (SO_REUSEPORT); a port that is taken is taken all the same
   */
  listen(host: string, port: number, backlog: number, sharesPort: boolean): { fd: number; port: number };
  /** Another listener beside one that shares its port: the kernel spreads new connections over both. Throws as `listen`. */
  listenBeside(fd: number): number;
  /** A close-on-exec copy of a descriptor, under the lowest free number from `atLeast` (0) on. Throws EMFILE. */
  duplicate(fd: number, atLeast?: number): number;
  /** shutdown(2) of both sides: breaks accept in every thread and process that shares the listener. */
  shutDown(fd: number): void;
  close(fd: number): void;
}
