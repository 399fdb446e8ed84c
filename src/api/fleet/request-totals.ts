import type { Clock, EpochMillis } from '../../model/clock.ts';
import type { DurationCount } from '../../model/duration-count.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { Storage } from '../../storage/storage.ts';

const DAY_MILLIS = 86_400_000;
/** Of an app's endpoints and status codes; more are not read. */
const MOST_ROWS = 20_000;
/** Upper ends in seconds: those of Prometheus' client libraries, and the three more that OpenTelemetry has. */
export const BUCKET_SECONDS: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

/** All requests of an endpoint there ever were, by status code. */
export type EndpointTotals = ReadonlyMap<number, Readonly<StatusTotals>>;

/** Of an endpoint's requests with one status code. */
export interface StatusTotals {
  requests: number;
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
  readonly #storage: Pick<Storage, 'queryDistributions'>;
  readonly #clock: Clock;
  #past: Promise<Past> | null = null;

  constructor(storage: Pick<Storage, 'queryDistributions'>, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
  }

  async read(): Promise<TotalsById> {
    const now = this.#clock.now();
    const past = await this.#readPast(Math.floor(now / DAY_MILLIS - 1) * DAY_MILLIS);
    const totals = copyOf(past.totals);
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
    const totals: GrowingTotals = new Map();
    await this.#add(totals, { from: 0, to: until });
    return { until, totals };
  }

  async #add(totals: GrowingTotals, range: TimeRange): Promise<void> {
    const rows = await this.#storage.queryDistributions({
      ...{ range, filters: {}, timezone: 'UTC', step: '1d', limit: MOST_ROWS },
      dimensions: ['endpoint', 'statusCode'],
    });
    for (const { row, requests, durationMillis, durations } of rows) {
      const own = existingOrNew(totals, Number(row.endpoint), Number(row.statusCode));
      own.requests += requests;
      own.durationMillis += durationMillis;
      addToBuckets(own, durations);
    }
  }
}

type GrowingTotals = Map<number, Map<number, StatusTotals>>;

function existingOrNew(totals: GrowingTotals, id: number, status: number): StatusTotals {
  const ofEndpoint = totals.get(id) ?? new Map<number, StatusTotals>();
  totals.set(id, ofEndpoint);
  const own = ofEndpoint.get(status) ?? { requests: 0, durationMillis: 0, buckets: [...BUCKET_SECONDS, 0].fill(0) };
  ofEndpoint.set(status, own);
  return own;
}

function copyOf(totals: TotalsById): GrowingTotals {
  const copies: GrowingTotals = new Map();
  for (const [id, byStatus] of totals) {
    const own = new Map<number, StatusTotals>();
    for (const [status, each] of byStatus) own.set(status, { ...each, buckets: [...each.buckets] });
    copies.set(id, own);
  }
  return copies;
}

function addToBuckets({ buckets }: StatusTotals, durations: readonly DurationCount[]): void {
  for (const { millis, count } of durations) {
    for (let at = BUCKET_SECONDS.length; at >= 0; at -= 1) {
      const end = BUCKET_SECONDS[at] ?? Number.POSITIVE_INFINITY;
      if (millis / 1000 > end) break;
      buckets[at] = (buckets[at] ?? 0) + count;
    }
  }
}
