import { bucketOf, middleOf } from './log-buckets.ts';
import { encodePairs, PairReader } from './sketch-encoding.ts';

const FIRST_CAPACITY = 32;
const NO_COUNTS = new Float64Array(0);

/** Encoded sketches, one after the other. */
export interface JoinedBytes {
  readonly bytes: Uint8Array;
  readonly lengths: readonly number[];
}

/**
 * Distribution of durations, in whole microseconds, that merges without loss: two sketches added are
 * the sketch of all their values. Counts lie in one dense array over the used window of buckets,
 * because merging thousands of them is what every percentile on a page costs.
 */
export class DurationSketch {
  #counts: Float64Array = NO_COUNTS;
  /** Bucket that `#counts[0]` counts. */
  #first = 0;
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(micros: number, times = 1): void {
    this.#addToBucket(bucketOf(micros), times);
  }

  /** Makes room at once for what will be added between two durations. */
  reserve(minMicros: number, maxMicros: number): void {
    this.#cover(bucketOf(minMicros), bucketOf(maxMicros));
  }

  merge(other: DurationSketch): void {
    if (other.#total === 0) return;
    const counts = other.#counts;
    let from = 0;
    let to = counts.length;
    while (counts[from] === 0) from += 1;
    while (counts[to - 1] === 0) to -= 1;
    this.#cover(other.#first + from, other.#first + to - 1);
    const own = this.#counts;
    const shift = other.#first - this.#first;
    for (let index = from; index < to; index += 1)
      own[index + shift] = (own[index + shift] ?? 0) + (counts[index] ?? 0);
    this.#total += other.#total;
  }

  /** Adds what `encode` wrote, without building a sketch of it. */
  mergeEncoded(bytes: Uint8Array): void {
    this.#addPairs(new PairReader(bytes), 1);
  }

  /** Takes away what was merged before. */
  subtractEncoded(bytes: Uint8Array): void {
    this.#addPairs(new PairReader(bytes), -1);
  }

  /** The same of many that lie one after the other; with a sign of -1 takes them away. */
  mergeJoined({ bytes, lengths }: JoinedBytes, sign: 1 | -1 = 1): void {
    let from = 0;
    for (const length of lengths) {
      this.#addPairs(new PairReader(bytes, from, from + length), sign);
      from += length;
    }
  }

  encode(): Uint8Array {
    return encodePairs(this.#counts, this.#first);
  }

  static decode(bytes: Uint8Array): DurationSketch {
    const sketch = new DurationSketch();
    sketch.mergeEncoded(bytes);
    return sketch;
  }

  /** Nearest rank: the value that `fraction` of all values do not exceed. `NaN` when empty. */
  quantile(fraction: number): number {
    if (this.#total === 0) return Number.NaN;
    // Without the small step back 0.07 * 100 would ask for the 8th of 100 values.
    const rank = Math.max(1, Math.ceil(fraction * this.#total - 1e-9));
    let seen = 0;
    let index = 0;
    for (; index < this.#counts.length - 1; index += 1) {
      seen += this.#counts[index] ?? 0;
      if (seen >= rank) break;
    }
    return middleOf(this.#first + index);
  }

  /** Used buckets in ascending order, each with the duration that stands for it. */
  buckets(): readonly { readonly micros: number; readonly count: number }[] {
    const used: { micros: number; count: number }[] = [];
    for (const [index, count] of this.#counts.entries())
      if (count > 0) used.push({ micros: middleOf(this.#first + index), count });
    return used;
  }

  #addPairs(pairs: PairReader, sign: 1 | -1): void {
    for (;;) {
      this.#total += pairs.addShort(this.#counts, this.#first, sign);
      if (!pairs.next()) return;
      this.#addToBucket(pairs.bucket, sign * pairs.count);
    }
  }

  #addToBucket(bucket: number, count: number): void {
    let index = bucket - this.#first;
    if (index < 0 || index >= this.#counts.length) {
      this.#cover(bucket, bucket);
      index = bucket - this.#first;
    }
    this.#counts[index] = (this.#counts[index] ?? 0) + count;
    this.#total += count;
  }

  /** Widens the window so that it holds both buckets; doubles, so that growing costs little on average. */
  #cover(low: number, high: number): void {
    if (this.#counts.length === 0) {
      this.#first = Math.max(0, low - (FIRST_CAPACITY >> 2));
      this.#counts = new Float64Array(high - this.#first + (FIRST_CAPACITY >> 1));
      return;
    }
    const end = this.#first + this.#counts.length;
    if (low >= this.#first && high < end) return;
    const spare = this.#counts.length >> 1;
    const first = low < this.#first ? Math.max(0, low - spare) : this.#first;
    const counts = new Float64Array((high >= end ? high + 1 + spare : end) - first);
    counts.set(this.#counts, this.#first - first);
    this.#counts = counts;
    this.#first = first;
  }
}
