/**
 * How far a percentile may be from the true one, relative to it. Stored sketches depend on this: another
 * value needs another `SKETCH_FORMAT`.
 */
export const RELATIVE_ERROR = 0.0075;

const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);

/** No request lasts longer: 10 years in microseconds. Keeps a wrong clock from making a giant window. */
const LONGEST_MICROS = 10 * 366 * 86_400e6;

/** Bucket 0 holds less than a microsecond; bucket n holds (γ^(n-2), γ^(n-1)] microseconds. */
export function bucketOf(micros: number): number {
  if (!(micros >= 1)) return 0;
  // The small step back keeps exact powers in their own bucket whatever `log` rounds to.
  return 1 + Math.ceil(Math.log(Math.min(micros, LONGEST_MICROS)) / LOG_GAMMA - 1e-9);
}

/** The value whose relative distance to both ends of the bucket is the same. */
export function middleOf(bucket: number): number {
  return bucket === 0 ? 0 : (2 * GAMMA ** (bucket - 1)) / (GAMMA + 1);
}
