import type { StoredSummary } from './duration-summary.ts';
import { bucketOf } from './log-buckets.ts';
import { PairReader, PairWriter } from './sketch-encoding.ts';

/** Adds two stored summaries without building sketches of them: for rows, which are many and mostly small. */
export function mergeSummaries(one: StoredSummary, other: StoredSummary): StoredSummary {
  const requests = one.requests + other.requests;
  const min = Math.min(one.min, other.min);
  const max = Math.max(one.max, other.max);
  return {
    requests,
    errors: one.errors + other.errors,
    sum: one.sum + other.sum,
    min,
    max,
    sketch: isPlain(requests, min, max) ? null : mergeSketches(one, other),
  };
}

/** Count, lowest and highest say everything. */
export function isPlain(requests: number, min: number, max: number): boolean {
  return requests <= 2 || min === max;
}

function mergeSketches(one: StoredSummary, other: StoredSummary): Uint8Array {
  const left = pairsOf(one);
  const right = pairsOf(other);
  const writer = new PairWriter();
  let hasLeft = left.next();
  let hasRight = right.next();
  while (hasLeft || hasRight) {
    if (hasLeft && (!hasRight || left.bucket <= right.bucket)) {
      writer.push(left.bucket, left.count);
      hasLeft = left.next();
    } else {
      writer.push(right.bucket, right.count);
      hasRight = right.next();
    }
  }
  return writer.bytes();
}

type Pairs = Pick<PairReader, 'bucket' | 'count' | 'next'>;

function pairsOf(summary: StoredSummary): Pairs {
  return summary.sketch === null ? new PlainPairs(summary) : new PairReader(summary.sketch);
}

/** One or two requests, or all of the same duration. */
class PlainPairs implements Pairs {
  bucket = 0;
  count = 0;
  readonly #summary: StoredSummary;
  #step = 0;

  constructor(summary: StoredSummary) {
    this.#summary = summary;
  }

  next(): boolean {
    const { requests, min, max } = this.#summary;
    this.#step += 1;
    if (this.#step > 2 || requests < this.#step) return false;
    this.bucket = bucketOf(this.#step === 1 ? min : max);
    this.count = this.#step === 1 ? Math.max(1, requests - 1) : 1;
    return true;
  }
}
