import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Of one outlier or profile, before and after: far above what recorders make, below what every engine takes at once. */
const MOST_TEXT_BYTES = 8_000_000;
const MOST_BYTES = 1_000_000;

/**
 * A buffer, as mysql2 takes no other bytes.
 *
 * @throws RangeError when it is too large to be stored.
 */
export function compressJson(value: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(value));
  const bytes = deflateRawSync(text);
  if (text.length > MOST_TEXT_BYTES || bytes.length > MOST_BYTES) {
    throw new RangeError(`${bytes.length} bytes (${text.length} before compression) are too much to be stored`);
  }
  return bytes;
}

export function expandJson<Value>(bytes: Uint8Array): Value {
  return JSON.parse(inflateRawSync(bytes, { maxOutputLength: MOST_TEXT_BYTES }).toString('utf8')) as Value;
}
