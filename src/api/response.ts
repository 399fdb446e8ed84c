import type { ApiResponse } from './api-request.ts';
import type { ApiProblem } from './problem.ts';

const EMPTY = new Uint8Array();
/** Answers depend on who asks and on when. */
const UNCACHED = { 'cache-control': 'no-store' };

export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return { status, headers: { 'content-type': 'application/json', ...UNCACHED, ...headers }, body: encode(body) };
}

/** The headers name the content type. */
export function bytesResponse(
  status: number,
  body: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return { status, headers: { ...UNCACHED, ...headers }, body };
}

export function emptyResponse(status: number, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return { status, headers: { ...UNCACHED, ...headers }, body: EMPTY };
}

export function chunkedResponse(
  status: number,
  content: Pick<ApiResponse, 'body' | 'rest'>,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return { status, headers: { ...UNCACHED, ...headers }, ...content };
}

export function problemResponse({ problem, headers }: ApiProblem): ApiResponse {
  return jsonResponse(problem.status, problem, { 'content-type': 'application/problem+json', ...headers });
}

function encode(body: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body));
}
