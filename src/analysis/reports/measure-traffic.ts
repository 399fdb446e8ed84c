import { sameRateP } from './count-tests.ts';
import type { EndpointSamples, Sides } from './endpoint-sample.ts';
import { type Measurement, NOTHING_MEASURED } from './finding.ts';
import { MINIMUM_REQUESTS } from './limits.ts';
import { normalQuantile } from './normal-distribution.ts';

/** Traffic comes and goes; less than this is everyday. */
const SMALLEST_RATIO = 1.2;
const Z = normalQuantile(0.975);

/**
 * Requests per unit of exposure: hours, or all requests of a version. The effect is how many times as much comes; more
 * counts as better. One side may be empty: an endpoint that nobody calls any more is worth telling.
 */
export function measureTraffic({ baseline, comparison }: EndpointSamples, exposure: Sides<number>): Measurement {
  const before = exposure.baseline > 0 ? baseline.requests / exposure.baseline : null;
  const now = exposure.comparison > 0 ? comparison.requests / exposure.comparison : null;
  const rates = { baseline: before, comparison: now };
  const count = baseline.requests + comparison.requests;
  if (before === null || now === null || count < 2 * MINIMUM_REQUESTS) return { ...NOTHING_MEASURED, ...rates };
  const share = exposure.comparison / (exposure.baseline + exposure.comparison);
  const ratio = before > 0 ? now / before : null;
  const isLarge = ratio === null || Math.max(ratio, 1 / ratio) >= SMALLEST_RATIO;
  // On logarithms; half a request more keeps an empty side finite.
  const spread = Z * Math.sqrt(1 / (baseline.requests + 0.5) + 1 / (comparison.requests + 0.5));
  return {
    ...rates,
    effect: ratio,
    interval: ratio === null || ratio === 0 ? null : { low: ratio * Math.exp(-spread), high: ratio * Math.exp(spread) },
    pValue: sameRateP({ inPart: comparison.requests, count, share }),
    tendency: isLarge ? (now > before ? 'better' : 'worse') : null,
  };
}
