// Handing an accepted socket over to a thread of this process: by the number of a copy, which has one owner at a time.
import { Socket } from 'node:net';
import { addon } from '../addon/addon.cjs';

export interface Handover {
  fd: number;
  /** One word of shared memory, 1 once the thread owns the copy: until then, whoever offered it closes it. */
  isTaken: Int32Array<SharedArrayBuffer>;
}

/** The offered copy is all that is left of the socket here. Throws EMFILE, and then the socket is as it was. */
export function offer(socket: Socket): Handover {
  const fd = addon.sockets.duplicate(descriptorOf(socket));
  socket.destroy(); // not end(), which would shut down the connection for the copy, too
  return { fd, isTaken: new Int32Array(new SharedArrayBuffer(4)) };
}

/**
 * Node gives no public way to a socket's descriptor, nor can a Socket be sent to a Worker. An accept of our own would have
 * the number, but it would block this loop, or want a thread that the model does not have, or a second poll in C++.
 */
function descriptorOf(socket: Socket): number {
  const { _handle: handle } = socket as Socket & { _handle?: { fd?: number } | null };
  return handle?.fd ?? -1;
}

/** In the thread that serves it. Marked before the socket is made: a descriptor that two own would be closed twice. */
export function take({ fd, isTaken }: Handover): Socket {
  Atomics.store(isTaken, 0, 1);
  return new Socket({ fd, readable: true, writable: true, allowHalfOpen: true });
}

/** When the thread has ended: one that never came to take the copy leaves it here. */
export function closeUnlessTaken({ fd, isTaken }: Handover): void {
  if (Atomics.load(isTaken, 0) === 0) addon.sockets.close(fd);
}
