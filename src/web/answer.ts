import type { ServerResponse } from 'node:http';
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
