import { errorOf, unreachable } from './api-error.ts';
import { API_ROOT } from './mount.ts';

type QueryValue = string | number | null | undefined | readonly (string | number)[];
export type QueryValues = Readonly<Record<string, QueryValue>>;

let csrfToken: string | null = null;
const underway = new Set<Promise<unknown>>();
/** Settles when the session may be used again. */
let exchanged: Promise<unknown> = Promise.resolve();

/** Of the session; sent with every write. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** @throws ApiError */
export async function get<Answer>(path: string, query: QueryValues = {}, signal?: AbortSignal): Promise<Answer> {
  await exchanged;
  const response = await send(addressOf(path, query), { ...(signal === undefined ? {} : { signal }) });
  return (await response.json()) as Answer;
}

/** @throws ApiError */
export async function write<Answer>(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body: object | null,
): Promise<Answer | null> {
  await exchanged;
  return request(method, path, body);
}

async function request<Answer>(method: string, path: string, body: object | null): Promise<Answer | null> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (csrfToken !== null) headers['x-csrf-token'] = csrfToken;
  const response = await send(addressOf(path, {}), { method, headers, body: JSON.stringify(body ?? {}) });
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as Answer);
}

/**
 * A write that exchanges the session for another. Everything else waits for it, as it does for what is on its way: with
 * the old session it would be refused, and the page would take its user to be signed out.
 * @throws ApiError
 */
export function writeAlone<Answer>(path: string, body: object): Promise<Answer | null> {
  const written = Promise.allSettled(underway).then(() => request<Answer>('POST', path, body));
  exchanged = written.catch(() => undefined);
  return written;
}

/** Lists are repeated: values, groups above all, may contain commas. */
export function addressOf(path: string, query: QueryValues): string {
  const address = new URL(path, API_ROOT);
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value ?? []].flat()) address.searchParams.append(name, String(each));
  }
  return address.href;
}

async function send(address: string, init: RequestInit): Promise<Response> {
  const answer = fetch(address, {
    credentials: 'same-origin',
    ...init,
    headers: { accept: 'application/json', ...init.headers },
  });
  underway.add(answer);
  const settled = (): unknown => underway.delete(answer);
  answer.then(settled, settled);
  const response = await answer.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  });
  if (!response.ok) throw await errorOf(response);
  return response;
}
