// The sockets capability: listeners by descriptor number, so that processes can inherit them.
export interface SocketsCapability {
  /** A blocking, close-on-exec listener on a numeric address. Throws an Error with code, syscall and address. */
  listen(host: string, port: number, backlog: number): { fd: number; port: number };
  /** A close-on-exec copy of a descriptor. Throws EMFILE. */
  duplicate(fd: number): number;
  /** shutdown(2) of both sides: breaks accept in every thread and process that shares the listener. */
  shutDown(fd: number): void;
  close(fd: number): void;
}
