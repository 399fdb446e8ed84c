import { twoSidedP } from './normal-distribution.ts';

/**
 * Mood's median test with Yates' correction, one degree of freedom: the chance that samples of one same median lie as
 * unevenly around the median of both together. Values equal to it count as below. 1 when no value is above it.
 */
export function medianTest(left: readonly number[], right: readonly number[]): number {
  const middle = plainMedian([...left, ...right]);
  if (middle === null) return 1;
  const above = (sample: readonly number[]): number => sample.filter((value) => value > middle).length;
  const rows = [above(left), above(right)] as const;
  return yatesP([
    [rows[0], rows[1]],
    [left.length - rows[0], right.length - rows[1]],
  ]);
}

type FourfoldTable = readonly [readonly [number, number], readonly [number, number]];

/** χ² test of independence with Yates' correction, which never overshoots what it corrects. */
export function yatesP([top, bottom]: FourfoldTable): number {
  const rows = [top[0] + top[1], bottom[0] + bottom[1]] as const;
  const columns = [top[0] + bottom[0], top[1] + bottom[1]] as const;
  const all = rows[0] + rows[1];
  if (rows.includes(0) || columns.includes(0)) return 1;
  const expected = (rows[0] * columns[0]) / all;
  // Of a fourfold table, all four cells are as far from what is expected.
  const distance = Math.abs(top[0] - expected);
  const corrected = distance - Math.min(0.5, distance);
  const chiSquared = (corrected ** 2 * all ** 3) / (rows[0] * rows[1] * columns[0] * columns[1]);
  return twoSidedP(Math.sqrt(chiSquared));
}

/** The mean of the middle two of an even number of values; null of none. */
export function plainMedian(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
