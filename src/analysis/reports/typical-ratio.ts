import type { DurationCount } from '../../model/duration-count.ts';
import type { Interval } from './finding.ts';
import { normalQuantile } from './normal-distribution.ts';

/** Width of a class of ratios, as a logarithm: that of the rollups' buckets. Within one, ratios count as spread evenly. */
const STEP = 0.015;
/** Stands for what is too short for the clock. */
const SHORTEST_MILLIS = 0.0005;
const Z = normalQuantile(0.975);

export interface RatioEstimate {
  readonly ratio: number;
  /** 95 %. */
  readonly interval: Interval;
}

/**
 * How many times as long the comparison takes: the median of the ratios of all pairs (Hodges and Lehmann's estimate, on
 * logarithms), with the interval that belongs to the rank test, so that both say the same. Neither sample is empty.
 * @param deviation of the rank test
 */
export function typicalRatio(
  baseline: readonly DurationCount[],
  comparison: readonly DurationCount[],
  deviation: number,
): RatioEstimate {
  const base = logarithms(baseline);
  const other = logarithms(comparison);
  const lowest = Math.round(((other[0] ?? 0) - (base.at(-1) ?? 0)) / STEP);
  const highest = Math.round(((other.at(-1) ?? 0) - (base[0] ?? 0)) / STEP);
  const classes = new Float64Array(highest - lowest + 1);
  let pairs = 0;
  for (const [left, log] of other.entries()) {
    const count = comparison[left]?.count ?? 0;
    for (const [right, baseLog] of base.entries()) {
      const both = count * (baseline[right]?.count ?? 0);
      const index = Math.round((log - baseLog) / STEP) - lowest;
      classes[index] = (classes[index] ?? 0) + both;
      pairs += both;
    }
  }
  const ratioAt = (rank: number): number => Math.exp(STEP * (lowest + positionOf(classes, rank)));
  const half = Math.min(pairs / 2, Z * deviation);
  return {
    ratio: ratioAt(pairs / 2),
    interval: { low: ratioAt(pairs / 2 - half), high: ratioAt(pairs / 2 + half) },
  };
}

/** Where this many pairs lie below, in classes; a class that holds all pairs is one value. */
function positionOf(classes: Float64Array, rank: number): number {
  let below = 0;
  for (const [index, count] of classes.entries()) {
    if (count > 0 && below + count >= rank) return classes.length === 1 ? index : index - 0.5 + (rank - below) / count;
    below += count;
  }
  return classes.length - 1;
}

function logarithms(sample: readonly DurationCount[]): readonly number[] {
  return sample.map(({ millis }) => Math.log(Math.max(SHORTEST_MILLIS, millis)));
}
