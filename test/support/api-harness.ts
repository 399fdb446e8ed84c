import { createApi } from '../../src/api/api.ts';
import type { ApiContext, ApiSettings } from '../../src/api/api-context.ts';
import type { ApiRequest } from '../../src/api/api-request.ts';
import type { Problem, SessionAnswer, StatusAnswer } from '../../src/api/contract.ts';
import { DROP_REASONS, type DropReason } from '../../src/model/status.ts';
import { createStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { Upkeep } from '../../src/worker/upkeep.ts';

export const START: number = Date.UTC(2026, 2, 10, 12);

export const SETTINGS: ApiSettings = {
  username: 'ada',
  password: 'Correct-horse-1',
  lockedReason: null,
  loginToken: null,
  securityToken: null,
  colors: { '/configured': 'rgb(1, 2, 3)' },
  timezone: 'Europe/Amsterdam',
  link: 'dashboard',
  packageVersion: '9.9.9',
  codeLinks: { rootFolder: '/srv/shop', urlTemplate: 'https://github.com/acme/shop/blob/{commit}/{path}#L{line}' },
  retention: {
    requestDays: 7,
    detailDays: 30,
    minuteRollupDays: 2,
    quarterHourRollupDays: 90,
    maxDatabaseMegabytes: null,
  },
  options: [{ name: 'link', value: 'dashboard', origin: 'code' }],
};

let databases = 0;

/** The API as the worker has it: real storage, a clock that tests move, and everything it said or logged kept. */
export class ApiHarness {
  readonly clock = { time: START, now: (): number => this.clock.time, monotonic: (): number => this.clock.time };
  readonly logged: string[] = [];
  readonly levels: string[] = [];
  /** Everything answered so far, headers included, for tests that look for leaks. */
  readonly answered: string[] = [];
  readonly context: ApiContext;
  storageReady = true;
  readonly #call: ReturnType<typeof createApi>;

  constructor(storage: Storage, settings: Partial<ApiSettings> = {}) {
    const log = (message: string, cause?: unknown): void => void this.logged.push(`${message} ${String(cause ?? '')}`);
    const logger = { debug: log, info: log, warn: log, error: log };
    const instance = { id: 'i', host: 'h', pid: 1, version: '1.0', startedAt: START };
    const { retention } = SETTINGS;
    this.context = {
      storage,
      maintenance: new Upkeep({ storage, clock: this.clock, logger, instance, retention, timezone: 'UTC' }).desk,
      storageReady: () => this.storageReady,
      storageProblem: () => (this.storageReady ? null : 'disk I/O error'),
      clock: this.clock,
      logger,
      settings: { ...SETTINGS, ...settings },
      status: async () => exampleStatus(this.storageReady),
      levelChanged: ({ route, level }) => void this.levels.push(`${route} ${level}`),
    };
    this.#call = createApi(this.context);
  }

  /** On an empty database of its own, whose clock is the harness'. Whoever starts it closes `context.storage`. */
  static async inMemory(settings: Partial<ApiSettings> = {}): Promise<ApiHarness> {
    databases += 1;
    let harness: ApiHarness | null = null;
    const clock = { now: () => harness?.clock.time ?? START, monotonic: () => performance.now() };
    const storage = createStorage({ engine: 'memory', name: `api-${databases}`, tablePrefix: 'nmd_' }, clock);
    await storage.open();
    harness = new ApiHarness(storage, settings);
    return harness;
  }

  async send(request: Partial<ApiRequest>): Promise<ApiAnswer> {
    const response = await this.#call({
      method: 'GET',
      path: '/',
      query: '',
      headers: {},
      body: null,
      remoteAddress: '192.0.2.1',
      secure: false,
      authorizedRole: null,
      ...request,
    });
    const decoder = new TextDecoder();
    let text = decoder.decode(response.body, { stream: true });
    for (let chunk = await response.rest?.next(); chunk; chunk = await response.rest?.next())
      text += decoder.decode(chunk, { stream: true });
    this.answered.push(`${JSON.stringify(response.headers)} ${text}`);
    return { status: response.status, headers: response.headers, text };
  }

  browser(remoteAddress = '192.0.2.1'): Browser {
    return new Browser(this, remoteAddress);
  }

  async signedIn(username = 'ada', password = 'Correct-horse-1'): Promise<Browser> {
    const browser = this.browser();
    const answer = await browser.login({ username, password });
    if (answer.status !== 200) throw new Error(`login: ${answer.text}`);
    return browser;
  }
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export function json<Answer>(answer: ApiAnswer): Answer {
  return JSON.parse(answer.text) as Answer;
}

/** `401 unauthorized`, after making sure that it is a well-formed problem. */
export function problem(answer: ApiAnswer): string {
  if (answer.headers['content-type'] !== 'application/problem+json')
    throw new Error(`not a problem: ${answer.status} ${answer.text}`);
  const { status, code, title, detail, type } = json<Problem>(answer);
  if (status !== answer.status || !title || !detail || type !== 'about:blank')
    throw new Error(`bad problem: ${answer.text}`);
  return `${status} ${code}`;
}

/** Keeps the cookie and the CSRF token, as a browser with the dashboard open does. */
export class Browser {
  cookie = '';
  csrfToken = '';
  readonly #harness: ApiHarness;
  readonly #address: string;

  constructor(harness: ApiHarness, address: string) {
    this.#harness = harness;
    this.#address = address;
  }

  get(pathAndQuery: string): Promise<ApiAnswer> {
    const [path = '', query = ''] = pathAndQuery.split('?', 2);
    return this.#harness.send({ path, query, headers: { cookie: this.cookie }, remoteAddress: this.#address });
  }

  write(method: string, path: string, body?: unknown, headers: ApiRequest['headers'] = {}): Promise<ApiAnswer> {
    return this.#harness.send({
      method,
      path,
      headers: { cookie: this.cookie, 'x-csrf-token': this.csrfToken, 'content-type': 'application/json', ...headers },
      body: body === undefined ? null : new TextEncoder().encode(JSON.stringify(body)),
      remoteAddress: this.#address,
    });
  }

  async login(body: object, headers: ApiRequest['headers'] = {}): Promise<ApiAnswer> {
    const answer = await this.write('POST', '/login', body, { 'sec-fetch-site': 'same-origin', ...headers });
    if (answer.status === 200) {
      this.cookie = answer.headers['set-cookie']?.split(';', 1)[0] ?? '';
      this.csrfToken = json<SessionAnswer>(answer).csrfToken;
    }
    return answer;
  }
}

function exampleStatus(ready: boolean): StatusAnswer {
  return {
    state: ready ? 'ok' : 'degraded',
    version: '9.9.9',
    instance: { id: 'i', host: 'h', pid: 1, startedAt: new Date(START).toISOString() },
    records: {
      recorded: 3,
      stored: 2,
      dropped: Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as Record<DropReason, number>,
      droppedTotal: 0,
      lostOutliers: 0,
      callbackErrors: { groupBy: 1 },
    },
    queue: {
      rows: 1,
      batches: 1,
      spill: { requests: 0, batches: 0, bytes: 0, limitBytes: 1000, inheritedRequests: 0, error: null },
    },
    flush: { lastAt: null, lastMillis: null, failedBatches: 0 },
    worker: { restarts: 0, uptimeSeconds: 5, memoryBytes: 1000 },
    following: { outliers: 0, outliersOverLimit: 0, traces: 0, tracesRefused: 0, tracingMillis: 0, tracingFailures: 0 },
    profiling: {
      profiles: 0,
      profilesStored: 0,
      profilesLost: 0,
      isSampling: false,
      startMillis: null,
      rotationMillis: null,
      longestRotationMillis: null,
      disabledReason: null,
    },
    openTelemetry: null,
    database: {
      engine: 'sqlite',
      state: ready ? 'ready' : 'unavailable',
      error: ready ? null : 'disk I/O error',
      sizeBytes: null,
    },
  };
}
