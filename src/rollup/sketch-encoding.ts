/** First byte of every encoded sketch: says which buckets its numbers mean. */
const SKETCH_FORMAT = 1;

/**
 * Used buckets as pairs of distance to the bucket before and count, as variable-length integers.
 * The distance's lowest bit says whether a count follows: most buckets of a small sketch hold one value.
 */
export function encodePairs(counts: Float64Array, first: number): Uint8Array {
  const writer = new PairWriter();
  for (let index = 0; index < counts.length; index += 1) {
    const count = counts[index] ?? 0;
    if (count > 0) writer.push(first + index, count);
  }
  return writer.bytes();
}

/** In bytes: a distance of one and a count of two. */
const LONGEST_SHORT_PAIR = 3;

/** Gives one pair after the other, in ascending order of buckets. Throws a `RangeError` on bytes that `PairWriter` did not write. */
export class PairReader {
  bucket = 0;
  count = 0;
  readonly #bytes: Uint8Array;
  #at: number;
  readonly #end: number;

  /** The sketch may be a part of the bytes. */
  constructor(bytes: Uint8Array, from = 0, to: number = bytes.length) {
    if (bytes[from] !== SKETCH_FORMAT) throw new RangeError(`Unknown sketch format ${bytes[from]}`);
    this.#bytes = bytes;
    this.#at = from + 1;
    this.#end = to;
  }

  /** False when there is none left. */
  next(): boolean {
    if (this.#at >= this.#end) return false;
    const head = this.#varint();
    this.bucket += head >>> 1;
    this.count = (head & 1) === 0 ? 1 : this.#varint();
    return true;
  }

  /**
   * Adds the pairs that come next, their counts times `sign`, to a window of buckets that begins with `first`; ends before
   * one with a long number, or outside of the window, which `next` gives. Answers what was added. In local variables and
   * without a call per number, as percentiles are made of millions of pairs.
   */
  addShort(counts: Float64Array, first: number, sign: 1 | -1): number {
    const bytes = this.#bytes;
    let at = this.#at;
    let place = this.bucket - first;
    let added = 0;
    for (const last = this.#end - LONGEST_SHORT_PAIR; at <= last; ) {
      const head = bytes[at] ?? 0;
      const low = (head & 1) === 0 ? 1 : (bytes[at + 1] ?? 0);
      const high = low < 0x80 ? 0 : (bytes[at + 2] ?? 0);
      const nextPlace = place + (head >>> 1);
      if (head >= 0x80 || high >= 0x80 || nextPlace < 0 || nextPlace >= counts.length) break;
      const count = (low & 0x7f) + high * 0x80;
      place = nextPlace;
      counts[place] = (counts[place] ?? 0) + sign * count;
      added += count;
      at += (head & 1) === 0 ? 1 : low < 0x80 ? 2 : 3;
    }
    this.#at = at;
    this.bucket = place + first;
    return sign * added;
  }

  #varint(): number {
    const byte = this.#byte();
    return byte < 0x80 ? byte : this.#longVarint(byte & 0x7f);
  }

  /** In floating point: counts may exceed 32 bits. */
  #longVarint(first: number): number {
    let value = first;
    for (let scale = 128; ; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  #byte(): number {
    const byte = this.#at < this.#end ? this.#bytes[this.#at++] : undefined;
    if (byte === undefined) throw new RangeError('Sketch ends in the middle of a number');
    return byte;
  }
}

const LONGEST_PAIR = 20;

/** Written by all, one after the other: an array for each of thousands of small sketches would cost more than its bytes. */
let scratch = new Uint8Array(1024);

/** Takes pairs in ascending order of buckets, a bucket also several times. One at a time. */
export class PairWriter {
  #at = 1;
  #before = 0;
  #bucket = -1;
  #count = 0;

  constructor() {
    scratch[0] = SKETCH_FORMAT;
  }

  push(bucket: number, count: number): void {
    if (bucket === this.#bucket) {
      this.#count += count;
      return;
    }
    this.#end();
    this.#bucket = bucket;
    this.#count = count;
  }

  /** A `Buffer`, as one database driver takes no other bytes. */
  bytes(): Uint8Array {
    this.#end();
    return Buffer.from(scratch.subarray(0, this.#at));
  }

  #end(): void {
    if (this.#count === 0) return;
    if (this.#at + LONGEST_PAIR > scratch.length) {
      const longer = new Uint8Array(scratch.length * 2);
      longer.set(scratch);
      scratch = longer;
    }
    this.#pushVarint((this.#bucket - this.#before) * 2 + (this.#count === 1 ? 0 : 1));
    if (this.#count !== 1) this.#pushVarint(this.#count);
    this.#before = this.#bucket;
  }

  #pushVarint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      scratch[this.#at++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    scratch[this.#at++] = rest;
  }
}
