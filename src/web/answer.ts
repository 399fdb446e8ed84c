import type { ServerResponse } from 'node:http';
import type { AnswerRest, ApiResponse } from '../api/api-request.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Sends a whole answer with the security headers; does nothing when the client is already gone. */
export function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | string,
): void {
  if (response.headersSent || response.destroyed) return;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...SECURITY_HEADERS, ...headers, 'content-length': bytes.byteLength });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

/**
 * Sends a long answer as fast as the client takes it, and never holds more than one chunk. Of an answer that ends too
 * early the connection is broken, so that nobody takes it for complete.
 */
export async function answerInChunks(
  response: ServerResponse,
  { status, headers, body }: ApiResponse,
  rest: AnswerRest,
): Promise<void> {
  const isUnwanted = response.headersSent || response.destroyed || response.req.method === 'HEAD';
  if (isUnwanted) rest.leave();
  if (response.headersSent || response.destroyed) return;
  response.on('close', () => rest.leave());
  response.on('error', () => rest.leave());
  response.writeHead(status, { ...SECURITY_HEADERS, ...headers });
  if (isUnwanted) {
    response.end();
    return;
  }
  try {
    for (let chunk: Uint8Array | null = body; chunk !== null && !response.destroyed; chunk = await rest.next())
      if (chunk.byteLength > 0 && !response.write(chunk)) await drained(response);
    response.end();
  } catch {
    response.destroy();
  }
}

/** Resolves too when the client is gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off('drain', settle);
      response.off('close', settle);
      resolve();
    };
    response.on('drain', settle);
    response.on('close', settle);
    if (response.destroyed) settle();
  });
}

/** An error of the web layer itself, in the same form as the API's. */
export function answerProblem(response: ServerResponse, status: number, code: string, detail: string): void {
  const problem = { type: 'about:blank', title: code, status, detail, code };
  answer(
    response,
    status,
    { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    JSON.stringify(problem),
  );
}
