import type { DurationCount } from '../../model/duration-count.ts';
import { twoSidedP } from './normal-distribution.ts';

export interface RankTest {
  readonly p: number;
  /** Pairs in which the comparison is the longer one, ties counted half. */
  readonly u: number;
  readonly pairs: number;
  /** Standard deviation of `u` when nothing differs, ties taken into account; 0 when all are equal. */
  readonly deviation: number;
}

/**
 * Mann-Whitney's test of two samples that come as counts, with the corrections for ties and continuity. Both samples
 * are shortest first. Asks for no shape of the distributions, and one request of a minute weighs no more than any other.
 */
export function rankTest(baseline: readonly DurationCount[], comparison: readonly DurationCount[]): RankTest {
  let baseBelow = 0;
  let ahead = 0;
  let ties = 0;
  let others = 0;
  for (let left = 0, right = 0; left < baseline.length || right < comparison.length; ) {
    const millis = Math.min(baseline[left]?.millis ?? Infinity, comparison[right]?.millis ?? Infinity);
    const base = baseline[left]?.millis === millis ? (baseline[left++]?.count ?? 0) : 0;
    const other = comparison[right]?.millis === millis ? (comparison[right++]?.count ?? 0) : 0;
    ahead += other * (baseBelow + base / 2);
    baseBelow += base;
    others += other;
    ties += (base + other) ** 3 - (base + other);
  }
  const all = baseBelow + others;
  const pairs = baseBelow * others;
  const variance = all > 1 ? (pairs / 12) * (all + 1 - ties / (all * (all - 1))) : 0;
  const deviation = Math.sqrt(Math.max(0, variance));
  const distance = Math.max(0, Math.abs(ahead - pairs / 2) - 0.5);
  return { p: deviation > 0 ? twoSidedP(distance / deviation) : 1, u: ahead, pairs, deviation };
}
