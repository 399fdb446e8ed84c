import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { ApiRequest, ApiResponse, ForwardedHeader } from '../api/api-request.ts';
import { answer, answerInChunks, answerProblem } from './answer.ts';
import type { LiveStreams } from './live-streams.ts';
import { MAX_BODY_BYTES, readBody } from './request-body.ts';

const FORWARDED: readonly ForwardedHeader[] = [
  'accept',
  'accept-encoding',
  'authorization',
  'content-type',
  'cookie',
  'host',
  'origin',
  'sec-fetch-site',
  'x-csrf-token',
  'x-forwarded-host',
];

/** With this header the API asks for a stream of live events instead of its (empty) answer. */
const STREAM_HEADER = 'x-nmd-stream';

export interface ApiForwarderParts {
  /** Null when the worker cannot answer now. */
  call(request: ApiRequest): Promise<ApiResponse | null>;
  readonly streams: LiveStreams;
}

/** Passes one API call to the worker and its bytes back. */
export async function forwardApiCall(
  parts: ApiForwarderParts,
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  call: Pick<ApiRequest, 'path' | 'query' | 'remoteAddress' | 'authorizedRole'>,
): Promise<void> {
  const { request, response } = exchange;
  const read = await readBody(request);
  if (read.kind === 'gone') return;
  if (read.kind === 'too-large') {
    response.setHeader('connection', 'close');
    answerProblem(response, 413, 'body-too-large', `A request body may have at most ${MAX_BODY_BYTES} bytes.`);
    return;
  }
  const apiResponse = await parts.call({
    ...call,
    method: request.method ?? 'GET',
    headers: forwardedHeaders(request),
    body: read.body,
    secure: isSecure(request),
  });
  if (apiResponse === null) {
    response.setHeader('retry-after', '2');
    answerProblem(response, 503, 'worker-unavailable', 'The monitor is starting or busy; try again in a moment.');
  } else if (apiResponse.headers[STREAM_HEADER] === 'events' && request.method === 'GET') {
    openStream(parts.streams, response);
  } else if (apiResponse.rest !== undefined) {
    await answerInChunks(response, apiResponse, apiResponse.rest);
  } else {
    answer(response, apiResponse.status, apiResponse.headers, apiResponse.body);
  }
}

function openStream(streams: LiveStreams, response: ServerResponse): void {
  if (streams.hasRoom) streams.add(response);
  else answerProblem(response, 429, 'too-many-streams', 'Too many live connections to this process are open.');
}

function forwardedHeaders(request: IncomingMessage): Partial<Record<ForwardedHeader, string>> {
  const headers: Partial<Record<ForwardedHeader, string>> = {};
  for (const name of FORWARDED) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}

/** The proxy's word is taken: at worst a cookie is marked `Secure` that need not be. */
function isSecure(request: IncomingMessage): boolean {
  if ((request.socket as TLSSocket).encrypted === true) return true;
  const forwarded = request.headers['x-forwarded-proto'];
  return typeof forwarded === 'string' && forwarded.split(',', 1)[0]?.trim().toLowerCase() === 'https';
}
