import type { EpochMillis } from '../../model/clock.ts';
import type { DurationCount } from '../../model/duration-count.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { ApiContext } from '../api-context.ts';

const DAY_MILLIS = 86_400_000;
/** Of an app's endpoints and status codes; more are not read. */
const MOST_ROWS = 20_000;
/** Upper ends in seconds, as client libraries have them. */
export const BUCKET_SECONDS: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** All requests of an endpoint there ever were. */
export interface EndpointTotals {
  /** By status code. */
  readonly requests: Map<number, number>;
  durationMillis: number;
  /** How many ended within each of `BUCKET_SECONDS`, and all. */
  readonly buckets: number[];
}

export type TotalsById = ReadonlyMap<number, EndpointTotals>;

interface Past {
  readonly until: EpochMillis;
  readonly totals: TotalsById;
}

/**
 * Counters of all time, which the rollups by day know. Days that are over for a day are read once: a scrape every few seconds must not
 * add up years. What still comes late for them is counted from the next day on.
 */
export class RequestTotals {
  readonly #context: Pick<ApiContext, 'storage' | 'clock'>;
  #past: Promise<Past> | null = null;

  constructor(context: Pick<ApiContext, 'storage' | 'clock'>) {
    this.#context = context;
  }

  async read(): Promise<TotalsById> {
    const now = this.#context.clock.now();
    const past = await this.#readPast(Math.floor(now / DAY_MILLIS - 1) * DAY_MILLIS);
    const totals = new Map([...past.totals].map(([id, own]) => [id, copyOf(own)]));
    // Clocks of several machines differ: what another one has just stored counts too.
    await this.#add(totals, { from: past.until, to: now + DAY_MILLIS });
    return totals;
  }

  async #readPast(until: EpochMillis): Promise<Past> {
    const known = await this.#past;
    if (known !== null && known.until === until) return known;
    const reading = this.#readUntil(until);
    this.#past = reading;
    reading.catch(() => {
      this.#past = null;
    });
    return reading;
  }

  async #readUntil(until: EpochMillis): Promise<Past> {
    const totals = new Map<number, EndpointTotals>();
    await this.#add(totals, { from: 0, to: until });
    return { until, totals };
  }

  async #add(totals: Map<number, EndpointTotals>, range: TimeRange): Promise<void> {
    const { storage } = this.#context;
    const query = { range, filters: {}, timezone: 'UTC', step: '1d', limit: MOST_ROWS } as const;
    const [counts, distributions] = await Promise.all([
      storage.queryMetrics({ ...query, metrics: ['requests', 'sum'], dimensions: ['endpoint', 'statusCode'] }),
      storage.queryDistributions({ ...query, dimensions: ['endpoint'] }),
    ]);
    for (const { endpoint, statusCode, requests, sum } of counts) {
      const own = existingOrNew(totals, Number(endpoint));
      const status = Number(statusCode);
      own.requests.set(status, (own.requests.get(status) ?? 0) + (requests ?? 0));
      own.durationMillis += sum ?? 0;
    }
    for (const { row, durations } of distributions)
      addToBuckets(existingOrNew(totals, Number(row.endpoint)), durations);
  }
}

function existingOrNew(totals: Map<number, EndpointTotals>, id: number): EndpointTotals {
  const known = totals.get(id);
  if (known !== undefined) return known;
  const own = { requests: new Map<number, number>(), durationMillis: 0, buckets: [...BUCKET_SECONDS, 0].fill(0) };
  totals.set(id, own);
  return own;
}

function copyOf({ requests, durationMillis, buckets }: EndpointTotals): EndpointTotals {
  return { requests: new Map(requests), durationMillis, buckets: [...buckets] };
}

function addToBuckets({ buckets }: EndpointTotals, durations: readonly DurationCount[]): void {
  for (const { millis, count } of durations) {
    for (let at = BUCKET_SECONDS.length; at >= 0; at -= 1) {
      const end = BUCKET_SECONDS[at] ?? Number.POSITIVE_INFINITY;
      if (millis / 1000 > end) break;
      buckets[at] = (buckets[at] ?? 0) + count;
    }
  }
}
