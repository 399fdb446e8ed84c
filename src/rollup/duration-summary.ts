import type { DurationCount } from '../model/duration-count.ts';
import { DurationSketch, type JoinedBytes } from './duration-sketch.ts';

const MICROS_PER_MILLI = 1000;

/** A summary as it is stored. Durations are whole microseconds. */
export interface StoredSummary {
  readonly requests: number;
  readonly errors: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Null while `requests`, `min` and `max` say everything: at most two requests, or all equal. */
  readonly sketch: Uint8Array | null;
}

/** What says everything of requests without a sketch. */
export type PlainSummary = Pick<StoredSummary, 'requests' | 'min' | 'max'>;

/** Many stored summaries of which the figures were added up already. */
export interface JoinedSummary extends Omit<StoredSummary, 'sketch'> {
  readonly sketches: JoinedBytes;
  /** Those that have no sketch. */
  readonly plain: readonly PlainSummary[];
}

export function isErrorStatus(statusCode: number): boolean {
  return statusCode >= 400 && statusCode < 600;
}

/** What is kept of many requests: enough for every metric, in any combination of summaries. */
export class DurationSummary {
  requests = 0;
  errors = 0;
  sum = 0;
  min: number = Number.POSITIVE_INFINITY;
  max = 0;
  #sketch: DurationSketch | null = null;

  add(micros: number, isError: boolean): void {
    this.#spread(micros, micros, 1);
    this.#sketch?.add(micros);
    this.requests += 1;
    if (isError) this.errors += 1;
    this.sum += micros;
    if (micros < this.min) this.min = micros;
    if (micros > this.max) this.max = micros;
  }

  merge(other: DurationSummary): void {
    if (other.requests === 0) return;
    this.#spread(other.min, other.max, other.requests);
    if (this.#sketch !== null) {
      if (other.#sketch === null) addPlain(this.#sketch, other);
      else this.#sketch.merge(other.#sketch);
    }
    this.#count(other);
  }

  mergeStored(stored: StoredSummary): void {
    if (stored.requests === 0) return;
    this.#spread(stored.min, stored.max, stored.requests);
    if (this.#sketch !== null) {
      if (stored.sketch === null) addPlain(this.#sketch, stored);
      else {
        this.#sketch.reserve(stored.min, stored.max);
        this.#sketch.mergeEncoded(stored.sketch);
      }
    }
    this.#count(stored);
  }

  mergeJoined(joined: JoinedSummary): void {
    if (joined.requests === 0) return;
    this.#spread(joined.min, joined.max, joined.requests);
    if (this.#sketch !== null) addJoined(this.#sketch, joined, 1);
    this.#count(joined);
  }

  /** All but the distribution, which the caller does not ask for; `quantile` is wrong afterwards. */
  mergeTotals(stored: Omit<StoredSummary, 'sketch'>): void {
    if (stored.requests > 0) this.#count(stored);
  }

  /**
   * Takes away a part of what was merged before. Exact but for `min` and `max`, which stay those of the whole, so
   * that quantiles are kept within wider ends.
   */
  subtractStored(stored: StoredSummary): void {
    if (stored.requests === 0) return;
    const sketch = this.#sketched();
    if (stored.sketch === null) addPlain(sketch, stored, -1);
    else sketch.subtractEncoded(stored.sketch);
    this.subtractTotals(stored);
  }

  subtractJoined(joined: JoinedSummary): void {
    if (joined.requests === 0) return;
    addJoined(this.#sketched(), joined, -1);
    this.subtractTotals(joined);
  }

  /** As `mergeTotals` is to `mergeStored`. */
  subtractTotals({ requests, errors, sum }: Pick<StoredSummary, 'requests' | 'errors' | 'sum'>): void {
    this.requests -= requests;
    this.errors -= errors;
    this.sum -= sum;
  }

  /** Microseconds, or null without requests. */
  quantile(fraction: number): number | null {
    if (this.requests === 0) return null;
    if (this.#sketch === null) return fraction * this.requests <= 1 ? this.min : this.max;
    return Math.min(this.max, Math.max(this.min, this.#sketch.quantile(fraction)));
  }

  /** Shortest first. Of one or two durations, or only equal ones, exact. */
  distribution(): readonly DurationCount[] {
    if (this.requests === 0) return [];
    if (this.#sketch === null) {
      const [low, high] = [this.min / MICROS_PER_MILLI, this.max / MICROS_PER_MILLI];
      if (low === high) return [{ millis: low, count: this.requests }];
      return [
        { millis: low, count: this.requests - 1 },
        { millis: high, count: 1 },
      ];
    }
    return this.#sketch.buckets().map(({ micros, count }) => ({
      millis: Math.min(this.max, Math.max(this.min, micros)) / MICROS_PER_MILLI,
      count,
    }));
  }

  encodeSketch(): Uint8Array | null {
    return this.#sketch?.encode() ?? null;
  }

  /** Starts the sketch when count, min and max will no longer say everything. */
  #spread(min: number, max: number, requests: number): void {
    if (this.#sketch !== null) return;
    const all = this.requests + requests;
    if (all > 2 && Math.min(this.min, min) !== Math.max(this.max, max)) this.#sketched();
  }

  #sketched(): DurationSketch {
    if (this.#sketch === null) {
      this.#sketch = new DurationSketch();
      addPlain(this.#sketch, this);
    }
    return this.#sketch;
  }

  #count(part: { requests: number; errors: number; sum: number; min: number; max: number }): void {
    this.requests += part.requests;
    this.errors += part.errors;
    this.sum += part.sum;
    if (part.min < this.min) this.min = part.min;
    if (part.max > this.max) this.max = part.max;
  }
}

function addJoined(sketch: DurationSketch, { sketches, plain, min, max }: JoinedSummary, sign: 1 | -1): void {
  sketch.reserve(min, max);
  sketch.mergeJoined(sketches, sign);
  for (const each of plain) addPlain(sketch, each, sign);
}

/** Of a summary without a sketch: one or two requests, or all of the same duration. */
function addPlain(sketch: DurationSketch, { requests, min, max }: PlainSummary, sign: 1 | -1 = 1): void {
  if (requests > 0) sketch.add(min, sign * (requests - 1 || 1));
  if (requests > 1) sketch.add(max, sign);
}
