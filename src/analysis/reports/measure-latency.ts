import { type EndpointSamples, medianOf } from './endpoint-sample.ts';
import { type Measurement, NOTHING_MEASURED } from './finding.ts';
import { MINIMUM_REQUESTS } from './limits.ts';
import { rankTest } from './rank-test.ts';
import { typicalRatio } from './typical-ratio.ts';

/** Smaller changes are nobody's regression, however sure one may be of them. */
const SMALLEST_RATIO = 1.05;
const SMALLEST_MILLIS = 0.1;

/** Medians in milliseconds; the effect is how many times as long a request takes. */
export function measureLatency({ baseline, comparison }: EndpointSamples): Measurement {
  const medians = { baseline: medianOf(baseline.durations), comparison: medianOf(comparison.durations) };
  if (Math.min(baseline.requests, comparison.requests) < MINIMUM_REQUESTS) return { ...NOTHING_MEASURED, ...medians };
  const { p, deviation } = rankTest(baseline.durations, comparison.durations);
  const { ratio, interval } = typicalRatio(baseline.durations, comparison.durations, deviation);
  const isLarge =
    Math.max(ratio, 1 / ratio) >= SMALLEST_RATIO && (medians.baseline ?? 0) * Math.abs(ratio - 1) >= SMALLEST_MILLIS;
  const tendency = isLarge ? (ratio > 1 ? 'worse' : 'better') : null;
  return { ...medians, effect: ratio, interval, pValue: p, tendency };
}
