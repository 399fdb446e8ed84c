import type { Clock, EpochMillis } from '../../model/clock.ts';
import type { Logger } from '../../model/logger.ts';
import type { OpenTelemetrySettings, OpenTelemetryStatus } from '../../model/open-telemetry.ts';
import type { Storage } from '../../storage/storage.ts';
import { isStorageUnavailable } from '../storage-keeper.ts';
import type { MetricsRequest } from './metrics-request.ts';

const LEASE = 'open-telemetry';
/** In intervals: the process that pushes goes on doing so, and another takes over when it is gone. */
const LEASE_INTERVALS = 3;
const TIMEOUT_MILLIS = 10_000;
const LONGEST_PAUSE_MILLIS = 10 * 60_000;
const MOST_ERROR_CHARACTERS = 300;

export interface MetricsPushParts {
  readonly settings: OpenTelemetrySettings;
  readonly request: Pick<MetricsRequest, 'read'>;
  readonly storage: Pick<Storage, 'takeLease'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of this process: one of a fleet pushes. */
  readonly holder: string;
  isReady(): boolean;
}

/**
 * Pushes metrics by OTLP over HTTP, in one process of all that share the database. What is pushed tells of all time, so a
 * push that fails is not repeated: the next one, later each time, says the same and more.
 */
export class MetricsPush {
  readonly #parts: MetricsPushParts;
  readonly #ended: AbortController = new AbortController();
  #status: OpenTelemetryStatus = { pushes: 0, failures: 0, lastAt: null, error: null };
  #failuresInRow = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: MetricsPushParts) {
    this.#parts = parts;
  }

  get status(): OpenTelemetryStatus {
    return this.#status;
  }

  start(): void {
    this.#wait(this.#parts.settings.intervalMillis);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#ended.abort();
  }

  #wait(millis: number): void {
    if (this.#ended.signal.aborted) return;
    this.#timer = setTimeout(() => void this.#run().then((pause) => this.#wait(pause)), millis).unref();
  }

  /** Answers when to push next. */
  async #run(): Promise<number> {
    const { settings, isReady } = this.#parts;
    try {
      if (!isReady()) return settings.intervalMillis;
      if (!(await this.#takeLease())) return LEASE_INTERVALS * settings.intervalMillis;
      const body = await this.#parts.request.read();
      if (body !== null) await this.#push(JSON.stringify(body));
      return settings.intervalMillis;
    } catch (error) {
      // The pipeline reports a database that is away, with its reason.
      if (isStorageUnavailable(error) || this.#ended.signal.aborted) return settings.intervalMillis;
      return this.#failed(error);
    }
  }

  async #push(body: string): Promise<void> {
    const { settings } = this.#parts;
    const response = await fetch(settings.endpoint, {
      method: 'POST',
      headers: { ...settings.headers, 'content-type': 'application/json' },
      body,
      // Headers may hold a secret, which is for this address alone.
      redirect: 'error',
      signal: AbortSignal.any([this.#ended.signal, AbortSignal.timeout(TIMEOUT_MILLIS)]),
    });
    // Read, so that the connection can be used again.
    await response.arrayBuffer();
    if (!response.ok) throw new RefusedPush(response, this.#parts.clock.now());
    this.#succeeded();
  }

  #takeLease(): Promise<boolean> {
    const { storage, clock, holder, settings } = this.#parts;
    const now = clock.now();
    return storage.takeLease(LEASE, holder, now, now + LEASE_INTERVALS * settings.intervalMillis);
  }

  #succeeded(): void {
    const { logger, clock } = this.#parts;
    if (this.#status.error !== null) logger.info('metrics are pushed by OpenTelemetry again');
    this.#failuresInRow = 0;
    this.#status = { ...this.#status, pushes: this.#status.pushes + 1, lastAt: clock.now(), error: null };
  }

  /** Told once, until a push goes well. */
  #failed(cause: unknown): number {
    const { logger, settings } = this.#parts;
    const error = messageOf(cause).slice(0, MOST_ERROR_CHARACTERS);
    if (this.#status.error === null) logger.warn(`metrics could not be pushed by OpenTelemetry: ${error}`);
    this.#status = { ...this.#status, failures: this.#status.failures + 1, error };
    this.#failuresInRow += 1;
    const longest = Math.max(LONGEST_PAUSE_MILLIS, settings.intervalMillis);
    const asked = cause instanceof RefusedPush ? cause.retryAfterMillis : 0;
    return Math.min(longest, Math.max(asked, settings.intervalMillis * 2 ** (this.#failuresInRow - 1)));
  }
}

/** The receiver has answered that it does not take it. */
class RefusedPush extends Error {
  override readonly name: string = 'RefusedPush';
  readonly retryAfterMillis: number;

  constructor({ status, headers }: Response, now: EpochMillis) {
    super(`the receiver answered ${status}`);
    this.retryAfterMillis = retryAfter(headers.get('retry-after'), now);
  }
}

/** Seconds or a date. */
function retryAfter(text: string | null, now: EpochMillis): number {
  if (text === null) return 0;
  const millis = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(millis) ? Math.max(0, millis) : 0;
}

/** `fetch` says why only in the cause. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
