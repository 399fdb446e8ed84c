import { logFactorial } from './log-factorial.ts';
import { twoSidedP } from './normal-distribution.ts';

/** Above this variance of a count the normal distribution is as good, and takes no summing. */
const LARGE_VARIANCE = 1e6;

interface Share {
  /** How many of `of`. */
  readonly count: number;
  readonly of: number;
}

/**
 * Fisher's exact test, twice the smaller tail: the chance that two groups of one same share differ as much as these.
 * It errs on the side of *no difference*, whatever the sizes.
 */
export function sameShareP(left: Share, right: Share): number {
  const all = left.of + right.of;
  const counted = left.count + right.count;
  if (left.of === 0 || right.of === 0 || counted === 0 || counted === all) return 1;
  const mean = (counted * left.of) / all;
  const variance = (mean * right.of * (all - counted)) / (all * Math.max(1, all - 1));
  if (variance > LARGE_VARIANCE) return twoSidedP((left.count - mean) / Math.sqrt(variance));
  const low = Math.max(0, counted - right.of);
  const high = Math.min(counted, left.of);
  const logChoices = logChoose(left.of, left.count) + logChoose(right.of, right.count) - logChoose(all, counted);
  /** P(k + 1) / P(k) */
  const growth = (k: number): number => ((left.of - k) * (counted - k)) / ((k + 1) * (right.of - counted + k + 1));
  return doubledTail({ at: left.count, mean, low, high, chance: Math.exp(logChoices), growth });
}

/** The chance, doubled, that of `count` events those in the part of the time that is `share` are as few or many as `inPart`. */
export function sameRateP({ inPart, count, share }: { inPart: number; count: number; share: number }): number {
  if (count === 0 || share <= 0 || share >= 1) return 1;
  const mean = count * share;
  const variance = mean * (1 - share);
  if (variance > LARGE_VARIANCE) return twoSidedP((inPart - mean) / Math.sqrt(variance));
  const logChance = logChoose(count, inPart) + inPart * Math.log(share) + (count - inPart) * Math.log1p(-share);
  const growth = (k: number): number => ((count - k) / (k + 1)) * (share / (1 - share));
  return doubledTail({ at: inPart, mean, low: 0, high: count, chance: Math.exp(logChance), growth });
}

interface Tail {
  readonly at: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Of `at` itself. */
  readonly chance: number;
  readonly growth: (k: number) => number;
}

/** Sums away from the mean, where terms only shrink. */
function doubledTail({ at, mean, low, high, chance, growth }: Tail): number {
  let sum = 0;
  let term = chance;
  const isUpper = at > mean;
  for (let k = at; k >= low && k <= high && sum + term !== sum; k += isUpper ? 1 : -1) {
    sum += term;
    if (isUpper) term *= growth(k);
    else if (k > low) term /= growth(k - 1);
  }
  return Math.min(1, 2 * sum);
}

function logChoose(all: number, chosen: number): number {
  return logFactorial(all) - logFactorial(chosen) - logFactorial(all - chosen);
}
