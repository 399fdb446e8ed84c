import { sameShareP } from './count-tests.ts';
import type { EndpointSample, EndpointSamples } from './endpoint-sample.ts';
import { type Interval, type Measurement, NOTHING_MEASURED } from './finding.ts';
import { MINIMUM_REQUESTS } from './limits.ts';
import { normalQuantile } from './normal-distribution.ts';

/** A change matters from half a point on, or from a tenth of a point where it doubles or halves. */
const LARGE_DIFFERENCE = 0.005;
const SMALLEST_DIFFERENCE = 0.001;
const LARGE_RATIO = 2;
const Z = normalQuantile(0.975);

/** Shares of requests with an error; the effect is their difference. */
export function measureErrors({ baseline, comparison }: EndpointSamples): Measurement {
  const rates = { baseline: rateOf(baseline), comparison: rateOf(comparison) };
  if (Math.min(baseline.requests, comparison.requests) < MINIMUM_REQUESTS) return { ...NOTHING_MEASURED, ...rates };
  const before = rates.baseline ?? 0;
  const now = rates.comparison ?? 0;
  const effect = now - before;
  const difference = Math.abs(effect);
  const isManifold = Math.max(before, now) >= LARGE_RATIO * Math.min(before, now);
  const isLarge = difference >= LARGE_DIFFERENCE || (isManifold && difference >= SMALLEST_DIFFERENCE);
  return {
    ...rates,
    effect,
    interval: differenceInterval(comparison, baseline),
    pValue: sameShareP(
      { count: comparison.errors, of: comparison.requests },
      { count: baseline.errors, of: baseline.requests },
    ),
    tendency: isLarge ? (effect > 0 ? 'worse' : 'better') : null,
  };
}

function rateOf({ errors, requests }: EndpointSample): number | null {
  return requests === 0 ? null : errors / requests;
}

type Counts = Pick<EndpointSample, 'errors' | 'requests'>;

/** Newcombe's interval of a difference of shares (his method 10), made of Wilson's for each: right also at 0 and 100 %. */
export function differenceInterval(left: Counts, right: Counts): Interval {
  const [p, q] = [left.errors / left.requests, right.errors / right.requests];
  const [ofLeft, ofRight] = [wilsonInterval(left), wilsonInterval(right)];
  return {
    low: p - q - Math.hypot(p - ofLeft.low, ofRight.high - q),
    high: p - q + Math.hypot(ofLeft.high - p, q - ofRight.low),
  };
}

function wilsonInterval({ errors, requests }: Counts): Interval {
  const share = errors / requests;
  const square = Z * Z;
  const middle = (2 * errors + square) / (2 * (requests + square));
  const half = (Z * Math.sqrt(square + 4 * requests * share * (1 - share))) / (2 * (requests + square));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
