import { expect, it } from 'vitest';
import type { DurationCount } from '../../model/duration-count.ts';
import { compareEndpoints } from './compare-endpoints.ts';
import type { EndpointSample, EndpointSamples } from './endpoint-sample.ts';

const ENDPOINTS = 200;
const REQUESTS = 2000;
const BUCKET = 0.015;
/** p95 is 2.1 times the median. */
const SPREAD = 0.45;
const ERROR_RATE = 0.01;
const HOURS = { baseline: 24, comparison: 24 };

/** Mulberry32: the same numbers every time. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lognormal durations, in buckets as the rollups keep them. */
function simulate(random: () => number, logMedian: number): EndpointSample {
  const counts = new Map<number, number>();
  const deviate = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  // As many as come by chance when 2,000 are to be expected.
  const requests = Math.round(REQUESTS + Math.sqrt(REQUESTS) * deviate());
  let errors = 0;
  for (let request = 0; request < requests; request += 1) {
    const bucket = Math.ceil((logMedian + SPREAD * deviate()) / BUCKET);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    if (random() < ERROR_RATE) errors += 1;
  }
  const durations: DurationCount[] = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([bucket, count]) => ({ millis: Math.exp(bucket * BUCKET), count }));
  return { requests, errors, durations, statusCodes: new Map() };
}

function unchanged(random: () => number): EndpointSamples[] {
  return Array.from({ length: ENDPOINTS }, (_, index) => {
    const logMedian = Math.log(5) + (index % 20) / 4;
    return { baseline: simulate(random, logMedian), comparison: simulate(random, logMedian) };
  });
}

it('raises a false alarm in under 5 % of 50 reports on 200 endpoints that have not changed', {
  timeout: 120_000,
}, () => {
  const random = randomNumbers(20_260_310);
  let alarms = 0;
  for (let report = 0; report < 50; report += 1) {
    const findings = compareEndpoints(unchanged(random), HOURS);
    const verdicts = findings.flatMap(({ latency, errorRate, traffic }) => [latency, errorRate, traffic]);
    if (verdicts.some((finding) => finding?.verdict === 'better' || finding?.verdict === 'worse')) alarms += 1;
  }
  expect(alarms / 50).toBeLessThan(0.05);
});

it('finds one endpoint of 200 that became 10 % slower in over 95 % of reports', { timeout: 120_000 }, () => {
  const random = randomNumbers(20_260_311);
  const others = unchanged(random).slice(1);
  let found = 0;
  const reports = 200;
  for (let report = 0; report < reports; report += 1) {
    const slower = {
      baseline: simulate(random, Math.log(100)),
      comparison: simulate(random, Math.log(110)),
    };
    const [first] = compareEndpoints([slower, ...others], HOURS);
    if (first?.latency.verdict === 'worse') found += 1;
  }
  expect(found / reports).toBeGreaterThan(0.95);
});
