import { expect, it } from 'vitest';
import { compareEndpoints } from '../../src/analysis/reports/compare-endpoints.ts';
import type { EndpointSample, EndpointSamples } from '../../src/analysis/reports/endpoint-sample.ts';
import type { DurationCount } from '../../src/model/duration-count.ts';

const ENDPOINTS = 200;
const REQUESTS = 2000;
const BUCKET = 0.015;
const BUCKETS = 2000;
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
  const counts = new Float64Array(BUCKETS);
  // Box and Muller's pair of normal deviates.
  const pair = (): readonly [number, number] => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  };
  // As many as come by chance when 2,000 are to be expected.
  const requests = 2 * Math.round((REQUESTS + Math.sqrt(REQUESTS) * pair()[0]) / 2);
  let errors = 0;
  for (let request = 0; request < requests; request += 2) {
    for (const deviate of pair()) {
      const bucket = Math.ceil((logMedian + SPREAD * deviate) / BUCKET) + BUCKETS / 2;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      if (random() < ERROR_RATE) errors += 1;
    }
  }
  const durations: DurationCount[] = [];
  for (const [index, count] of counts.entries())
    if (count > 0) durations.push({ millis: Math.exp((index - BUCKETS / 2) * BUCKET), count });
  return { requests, errors, durations, statusCodes: new Map() };
}

/** Asked as well, so that one that changed is one of many; constant, which costs nothing. */
function constant(): EndpointSamples {
  const side = { requests: REQUESTS, errors: 0, durations: [{ millis: 5, count: REQUESTS }], statusCodes: new Map() };
  return { baseline: side, comparison: side };
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
  const others = Array.from({ length: ENDPOINTS - 1 }, constant);
  let found = 0;
  const reports = 500;
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
