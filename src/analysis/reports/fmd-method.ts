import type { DurationCount } from '../../model/duration-count.ts';
import type { EndpointFindings } from './compare-endpoints.ts';
import type { EndpointSample, EndpointSamples } from './endpoint-sample.ts';
import type { Finding } from './finding.ts';
import { medianTest, plainMedian } from './median-test.ts';
import { statusShifts } from './status-shifts.ts';

const LARGEST_SAMPLE = 500;
const SIGNIFICANT_P = 0.05;
const SIGNIFICANT_SHIFT = 0.03;
const FEWEST_WITH_STATUS = 30;

/** Flask-MonitoringDashboard's two questions to each endpoint, with its thresholds and without regard to how many endpoints are asked. */
export function askAsFmd(endpoints: readonly EndpointSamples[]): readonly EndpointFindings[] {
  return endpoints.map((samples) => ({
    latency: latencyFinding(samples),
    errorRate: statusFinding(samples),
    traffic: null,
  }));
}

function latencyFinding({ baseline, comparison }: EndpointSamples): Finding {
  const [before, now] = [evenSample(baseline.durations), evenSample(comparison.durations)];
  const medians = { baseline: plainMedian(before), comparison: plainMedian(now) };
  const nothing = { ...medians, effect: null, interval: null, pValue: null };
  if (medians.baseline === null || medians.comparison === null) return { ...nothing, verdict: 'too-little-data' };
  const pValue = medianTest(before, now);
  const effect = medians.baseline > 0 ? medians.comparison / medians.baseline : null;
  const isSignificant = medians.comparison !== medians.baseline && pValue < SIGNIFICANT_P;
  const direction = medians.comparison > medians.baseline ? 'worse' : 'better';
  return { ...nothing, effect, pValue, verdict: isSignificant ? direction : 'no-evidence' };
}

/** The code that became more frequent by more than three points decides, as an error or as something else. */
function statusFinding({ baseline, comparison }: EndpointSamples): Finding {
  const rates = { baseline: errorRate(baseline), comparison: errorRate(comparison) };
  const nothing = { ...rates, effect: null, interval: null, pValue: null };
  if (Math.min(counted(baseline), counted(comparison)) < FEWEST_WITH_STATUS)
    return { ...nothing, verdict: 'too-little-data' };
  const [largest] = [...statusShifts(baseline.statusCodes, comparison.statusCodes)].sort(
    (a, b) => b.difference - a.difference,
  );
  const isSignificant = largest !== undefined && largest.difference > SIGNIFICANT_SHIFT;
  const direction = (largest?.statusCode ?? 0) >= 400 ? 'worse' : 'better';
  return { ...nothing, effect: largest?.difference ?? null, verdict: isSignificant ? direction : 'no-evidence' };
}

/**
 * At most 500 of the durations, as the original looks at, but evenly spaced by rank instead of drawn by chance, so that
 * the same report says the same twice.
 */
export function evenSample(durations: readonly DurationCount[]): readonly number[] {
  const all = durations.reduce((sum, { count }) => sum + count, 0);
  const size = Math.min(all, LARGEST_SAMPLE);
  const sample: number[] = [];
  let seen = 0;
  for (const { millis, count } of durations) {
    seen += count;
    while (sample.length < size && ((sample.length + 0.5) * all) / size < seen) sample.push(millis);
  }
  return sample;
}

function counted({ statusCodes }: EndpointSample): number {
  return [...statusCodes.values()].reduce((sum, requests) => sum + requests, 0);
}

function errorRate({ requests, errors }: EndpointSample): number | null {
  return requests === 0 ? null : errors / requests;
}
