import type { Clock } from '../model/clock.ts';
import type { EndpointAverage } from '../model/endpoint-average.ts';
import type { MetricsRow } from '../model/metrics-query.ts';
import type { Storage } from '../storage/storage.ts';

const POLL_MILLIS = 10_000;
const DAY_MILLIS = 86_400_000;
/** What is usual changes with the app, so a day counts; a longer time only where a day has too little. */
const WINDOW_DAYS: readonly number[] = [1, 30];
const MIN_REQUESTS = 10;
const MAX_ENDPOINTS = 10_000;

export interface AverageWatchParts {
  readonly storage: Pick<Storage, 'listEndpoints' | 'queryMetrics' | 'revision'>;
  readonly clock: Clock;
  changed(averages: readonly EndpointAverage[]): void;
}

/** While outliers are wanted: tells the app's thread how long requests usually take, in all processes. */
export class AverageWatch {
  readonly #parts: AverageWatchParts;
  #revision = -1;
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: AverageWatchParts) {
    this.#parts = parts;
  }

  setOn(isOn: boolean): void {
    if (isOn === (this.#timer !== null)) return;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = isOn ? setInterval(() => void this.poll(), POLL_MILLIS) : null;
    this.#revision = -1;
    if (isOn) void this.poll();
  }

  /** Another endpoint may be among those that are asked for. */
  levelsChanged(): void {
    this.#revision = -1;
    if (this.#timer !== null) void this.poll();
  }

  /** Quiet when the database cannot be read: what was last told stays. */
  async poll(): Promise<void> {
    try {
      const revision = await this.#parts.storage.revision();
      if (revision === this.#revision) return;
      const averages = await this.#read();
      this.#revision = revision;
      if (averages.length > 0) this.#parts.changed(averages);
    } catch {
      // The pipeline reports the same trouble, with its reason.
    }
  }

  async #read(): Promise<readonly EndpointAverage[]> {
    const followed = (await this.#parts.storage.listEndpoints()).filter(({ level }) => level >= 2);
    const found = new Map<number, MetricsRow>();
    for (const days of WINDOW_DAYS) {
      const missing = followed.filter(({ id }) => Number(found.get(id)?.requests ?? 0) < MIN_REQUESTS);
      if (missing.length === 0) break;
      for (const row of await this.#query(missing, days)) found.set(Number(row.endpoint), row);
    }
    return followed.flatMap(({ id, method, route }) => {
      const { requests, average, p50, p99 } = found.get(id) ?? {};
      if (typeof requests !== 'number' || typeof average !== 'number') return [];
      const [medianMillis, p99Millis] = [p50 ?? average, p99 ?? average];
      return [{ method, route, requests, averageMillis: average, medianMillis, p99Millis }];
    });
  }

  #query(endpoints: readonly { readonly id: number }[], days: number): Promise<readonly MetricsRow[]> {
    const now = this.#parts.clock.now();
    return this.#parts.storage.queryMetrics({
      metrics: ['requests', 'average', 'p50', 'p99'],
      dimensions: ['endpoint'],
      range: { from: now - days * DAY_MILLIS, to: now },
      filters: { endpoint: endpoints.map(({ id }) => id) },
      timezone: 'UTC',
      step: '1d',
      limit: MAX_ENDPOINTS,
    });
  }
}
