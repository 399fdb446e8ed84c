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

/** Throws a `RangeError` on bytes that `PairWriter` did not write. */
export function decodePairs(bytes: Uint8Array, pair: (bucket: number, count: number) => void): void {
  const reader = new PairReader(bytes);
  while (reader.next()) pair(reader.bucket, reader.count);
}

/** Gives one pair after the other, in ascending order of buckets. */
export class PairReader {
  bucket = 0;
  count = 0;
  readonly #bytes: Uint8Array;
  #at = 1;

  constructor(bytes: Uint8Array) {
    if (bytes[0] !== SKETCH_FORMAT) throw new RangeError(`Unknown sketch format ${bytes[0]}`);
    this.#bytes = bytes;
  }

  /** False when there is none left. */
  next(): boolean {
    if (this.#at >= this.#bytes.length) return false;
    const head = this.#varint();
    this.bucket += Math.floor(head / 2);
    this.count = head % 2 === 0 ? 1 : this.#varint();
    return true;
  }

  #varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError('Sketch ends in the middle of a number');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
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
