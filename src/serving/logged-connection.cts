// A connection whose bytes go into the packet log; used only while the log is on.
import { addon } from '../addon/addon.cjs';
import { Direction } from '../addon/packet-log.cjs';
import type { Connection } from '../services/service.cjs';
import { WrappedConnection } from './wrapped-connection.cjs';

export class LoggedConnection extends WrappedConnection {
  constructor(
    inner: Connection,
    private readonly id: number,
  ) {
    super(inner);
  }

  protected override received(bytes: Buffer): void {
    addon.packetLog.record(Direction.recv, this.id, bytes);
    this.deliver(bytes);
  }

  protected override sending(bytes: Buffer): void {
    addon.packetLog.record(Direction.send, this.id, bytes);
  }
}
