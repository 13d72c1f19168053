// The seam between models and services in TypeScript: a service is a function of a Duplex, and never sees a socket.
import type { Duplex } from 'node:stream';
import { service as echo } from './echo.cjs';

/** Serves one connection. Ends its output after the peer's end of input; never buffers more than the stream's own. */
export type Service = (connection: Duplex) => void;

/** By name, which is the name of the service's file. */
export const services: Readonly<Record<string, Service>> = { echo };
