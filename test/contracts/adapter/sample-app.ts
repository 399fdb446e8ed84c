import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * The app that every framework builds for the adapter contract, described without a framework. Parameters
 * are written `:id`; `{wildcard}` is whatever the framework writes for *the rest of the path*.
 */
export interface SampleScope {
  readonly prefix: string;
  readonly routes: readonly SampleRoute[];
  readonly scopes?: readonly SampleScope[];
  /** An app of its own where the framework knows such a thing, else a router. */
  readonly isApp?: boolean;
}

export interface SampleRoute {
  readonly method: 'get' | 'post';
  readonly path: string | readonly string[] | RegExp;
  /** Throws and rejects as it is: what becomes of that is the framework's matter. */
  respond(request: SampleRequest): SampleReply | Promise<SampleReply>;
}

export interface SampleRequest {
  readonly params: Readonly<Record<string, unknown>>;
  text(): Promise<string>;
}

export interface SampleReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Nothing is sent when it is missing. */
  readonly body?: string | Readable;
}

export const STREAM_MILLIS = 300;
export const SLOW_MILLIS = 250;
/** More than the buffers of a connection hold. */
const LARGE_BYTES = 20_000_000;
/** Middleware of the app puts this on every response, the dashboard's excepted. */
export const APP_HEADER = 'x-sample-app';
/** What `/context` answers with, after a wait. */
export const CONTEXT: AsyncLocalStorage<string> = new AsyncLocalStorage();

function get(path: SampleRoute['path'], respond: SampleRoute['respond']): SampleRoute {
  return { method: 'get', path, respond };
}

function echoParams({ params }: SampleRequest): SampleReply {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) };
}

async function* chunks(count: number, pauseMillis: number): AsyncGenerator<string> {
  for (let index = 0; index < count; index++) {
    yield `chunk ${index}\n`;
    await wait(pauseMillis);
  }
}

async function* breakingOff(): AsyncGenerator<string> {
  yield 'the beginning';
  await wait(20);
  throw new Error('the source of the stream failed');
}

const ROUTES: readonly SampleRoute[] = [
  get('/', echoParams),
  get('/json', echoParams),
  get('/users/:id', echoParams),
  get('/excluded', echoParams),
  get(['/colour', '/color/:name'], echoParams),
  get(/^\/files\/v\d+\/(.+)$/, echoParams),
  get('/assets/{wildcard}', echoParams),
  get('/stream', () => ({ body: Readable.from(chunks(3, STREAM_MILLIS / 3)) })),
  get('/endless', () => ({ body: Readable.from(chunks(300, 10)) })),
  get('/breaks-off', () => ({ body: Readable.from(breakingOff()) })),
  get('/large', () => ({ body: 'x'.repeat(LARGE_BYTES) })),
  get('/slow', async () => {
    await wait(SLOW_MILLIS);
    return { body: 'slow' };
  }),
  get('/context', async () => {
    await wait(5);
    return { body: CONTEXT.getStore() ?? 'none' };
  }),
  get('/throws', () => {
    throw new Error('thrown by a handler');
  }),
  get('/rejects', async () => {
    await wait(5);
    throw new Error('rejected by a handler');
  }),
  get('/redirect', () => ({ status: 302, headers: { location: '/json' } })),
  get('/no-content', () => ({ status: 204 })),
  get('/not-modified', () => ({ status: 304 })),
  { method: 'post', path: '/orders', respond: async (request) => ({ status: 201, body: await request.text() }) },
];

const SCOPES: readonly SampleScope[] = [
  {
    prefix: '/api',
    routes: [get('/', echoParams), get('/items', echoParams)],
    scopes: [{ prefix: '/v1', routes: [get('/things/:thing', echoParams), get('/throws', failing)] }],
  },
  { prefix: '/teams/:team', routes: [get('/members/:member', echoParams), get('/throws', failing)] },
  { prefix: '/shop', isApp: true, routes: [get('/cart/:id', echoParams), get('/throws', failing)] },
];

function failing(): never {
  throw new Error('thrown in a nested router');
}

/** Built before the adapter is attached. */
export const EARLY: SampleScope = { prefix: '', routes: ROUTES, scopes: SCOPES };

/** Built after the adapter is attached, and before the server listens. */
export const LATE: SampleScope = {
  prefix: '',
  routes: [get('/late/:id', echoParams)],
  scopes: [{ prefix: '/late-api', routes: [get('/items/:item', echoParams)] }],
};
