// http-echo: HTTP/1.1 by node:http; the answer to a request is its body.
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Connection, Service } from './service.cjs';

/** Those of the native service, where node:http has such limits. */
export const limits = {
  headBytes: 16 << 10,
  bodyBytes: 1 << 20,
  requestMs: 60_000,
  idleMs: 120_000,
  /** How late node:http may notice that a request's time is over. */
  checkMs: 5_000,
};

const type = { 'Content-Type': 'application/octet-stream' };

/** What node:http's parser calls what it refuses; all else is a bad request. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_INVALID_VERSION: 505,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** The last answer that each connection is to get so far: a refusal of what follows it must not overtake it. */
const lastAnswers = new WeakMap<Connection, ServerResponse>();

/** Never listens: connections are handed to it by its event `connection`. */
export function httpServer({ headBytes, requestMs, idleMs, checkMs }: typeof limits): Server {
  const server = createServer({
    maxHeaderSize: headBytes,
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    keepAliveTimeout: idleMs,
    connectionsCheckingInterval: checkMs,
    requireHostHeader: false, // it is required below
  });
  Object.assign(server, { httpAllowHalfOpen: true }); // what came before the client's end is answered after it
  server.on('request', answer);
  server.on('checkContinue', (request, response) => {
    if (refusal(request) === undefined) response.writeContinue();
    answer(request, response);
  });
  server.on('checkExpectation', (request, response) => {
    lastAnswers.set(request.socket, response);
    refuse(response, refusal(request) ?? 417);
  });
  server.on('connect', (_, connection) => refuseRest(connection as Connection, 501));
  server.on('clientError', (error: NodeJS.ErrnoException, connection) =>
    refuseRest(connection as Connection, statuses[error.code ?? ''] ?? 400),
  );
  server.emit('listening'); // from then on it looks after its time-outs
  return server;
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  lastAnswers.set(request.socket, response);
  const status = refusal(request);
  if (status === undefined) echo(request, response);
  else refuse(response, status);
}

function echo(request: IncomingMessage, response: ServerResponse): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  request.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes <= limits.bodyBytes) parts.push(part);
    else if (!response.headersSent) refuse(response, 413);
  });
  request.on('end', () => {
    if (response.headersSent) return;
    response.writeHead(200, { ...type, 'Content-Length': bytes }).end(Buffer.concat(parts));
  });
}

/** What node:http's parser lets through. */
function refusal({ headers, httpVersion, httpVersionMajor }: IncomingMessage): number | undefined {
  if (httpVersionMajor !== 1) return 505;
  if (httpVersion === '1.1' && headers.host === undefined) return 400;
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') return 501;
  return Number(headers['content-length'] ?? 0) > limits.bodyBytes ? 413 : undefined;
}

function refuse(response: ServerResponse, status: number): void {
  response.shouldKeepAlive = false;
  response.writeHead(status, { ...type, 'Content-Length': 0 }).end();
}

/**
 * Refuses what is no request, or a request that breaks off, after all answers to those before it. At the end of the last of
 * them node:http may close, so its turn must come first.
 */
function refuseRest(connection: Connection, status: number): void {
  const last = lastAnswers.get(connection);
  if (last && !last.req.complete && !last.headersSent) {
    refuse(last, status);
  } else if (last && !last.writableFinished && last.shouldKeepAlive) {
    last.prependOnceListener('finish', () => sendRefusal(connection, status));
  } else if (!last || last.shouldKeepAlive) {
    sendRefusal(connection, status);
  }
}

function sendRefusal(connection: Connection, status: number): void {
  if (connection.writable) {
    const fields = `Content-Length: 0\r\nConnection: close\r\n\r\n`;
    connection.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${fields}`);
    connection.destroySoon();
  }
}

const server = httpServer(limits);

export const service: Service = (connection) => void server.emit('connection', connection);
