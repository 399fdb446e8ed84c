import { type Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

export interface ClientRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent?: Agent;
}

export interface ClientResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request on a connection of its own, unless an agent is given. Redirects are not followed. */
export function send(port: number, path: string, options: ClientRequest = {}): Promise<ClientResponse> {
  const { method = 'GET', headers = {}, body, agent = false } = options;
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent }, (response) => {
      text(response).then(
        (received) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received }),
        reject,
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

export interface RawExchange {
  /** What to do with the connection in the end. @default 'destroy' */
  readonly leave?: 'destroy' | 'reset';
  /** Waited after sending. */
  readonly millis: number;
  /** Whether to take what the server sends; else its answer gets stuck on the way. @default true */
  readonly reads?: boolean;
}

/** Writes to a socket as it is, for what no client library does: pipelining, and leaving half-way. */
export async function sendRaw(
  port: number,
  content: string,
  { millis, leave = 'destroy', reads = true }: RawExchange,
): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const received: Buffer[] = [];
  if (reads) socket.on('data', (data) => received.push(data));
  socket.on('error', () => undefined);
  socket.write(content);
  await wait(millis);
  if (leave === 'reset') socket.resetAndDestroy();
  else socket.destroy();
  return Buffer.concat(received).toString();
}

export function rawRequest(path: string, head = ''): string {
  return `GET ${path} HTTP/1.1\r\nHost: sample\r\n${head}\r\n`;
}
