/** First byte of every encoded sketch: says which buckets its numbers mean. */
const SKETCH_FORMAT = 1;

/**
 * Used buckets as pairs of distance to the bucket before and count, as variable-length integers.
 * The distance's lowest bit says whether a count follows: most buckets of a small sketch hold one value.
 */
export function encodePairs(counts: Float64Array, first: number): Uint8Array {
  const bytes: number[] = [SKETCH_FORMAT];
  let before = 0;
  for (let index = 0; index < counts.length; index += 1) {
    const count = counts[index] ?? 0;
    if (count === 0) continue;
    const distance = first + index - before;
    before = first + index;
    pushVarint(bytes, distance * 2 + (count === 1 ? 0 : 1));
    if (count !== 1) pushVarint(bytes, count);
  }
  return Uint8Array.from(bytes);
}

/** Throws a `RangeError` on bytes that `encodePairs` did not write. */
export function decodePairs(bytes: Uint8Array, pair: (bucket: number, count: number) => void): void {
  if (bytes[0] !== SKETCH_FORMAT) throw new RangeError(`Unknown sketch format ${bytes[0]}`);
  let bucket = 0;
  let head = -1;
  for (let at = 1; at < bytes.length; ) {
    let value = bytes[at++] ?? 0;
    // Most numbers are one byte.
    if (value >= 0x80) {
      let scale = 128;
      let byte = 0;
      value &= 0x7f;
      do {
        byte = bytes[at++] ?? Number.NaN;
        value += (byte & 0x7f) * scale;
        scale *= 128;
      } while (byte >= 0x80);
      if (Number.isNaN(byte)) throw new RangeError('Sketch ends in the middle of a number');
    }
    if (head >= 0) {
      pair(head, value);
      head = -1;
    } else {
      bucket += Math.floor(value / 2);
      if (value % 2 === 0) pair(bucket, 1);
      else head = bucket;
    }
  }
  if (head >= 0) throw new RangeError('Sketch ends before its last count');
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
