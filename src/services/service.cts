// The seam between models and services in TypeScript: a service is a function of a connection, and never sees a socket.
import type { Duplex } from 'node:stream';

/** What a service is given: a Duplex, and the two of a socket's methods that node:http asks for. */
export interface Connection extends Duplex {
  /** Emits `timeout` when nothing has moved for so long; 0 for never. */
  setTimeout(ms: number): unknown;
  /** Ends the output, and destroys the connection once that has gone out. */
  destroySoon(): void;
}

/** Serves one connection. Ends its output after the peer's end of input; never buffers without a limit. */
export type Service = (connection: Connection) => void;

export type ServiceName = 'echo' | 'http-echo';
type Language = 'TypeScript' | 'C++';

/**
 * Which languages each service is written in: in src/services, in native/services. A model serves those that are written
 * in the language of what serves its connections. Loaded by name, when the first connection comes.
 */
export const services: Readonly<Record<ServiceName, readonly Language[]>> = {
  echo: ['TypeScript', 'C++'],
  'http-echo': ['TypeScript', 'C++'],
};

export function servicesIn(language: Language): ServiceName[] {
  return (Object.keys(services) as ServiceName[]).filter((name) => services[name].includes(language));
}
