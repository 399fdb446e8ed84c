import { describe, expect, it } from 'vitest';
import type { EndpointSample } from './endpoint-sample.ts';
import { askAsFmd, evenSample } from './fmd-method.ts';
import { plainMedian } from './median-test.ts';

function sample(durations: readonly number[], codes: Readonly<Record<number, number>>): EndpointSample {
  const values = [...new Set(durations)].sort((a, b) => a - b);
  return {
    requests: durations.length,
    errors: 0,
    durations: values.map((millis) => ({ millis, count: durations.filter((each) => each === millis).length })),
    statusCodes: new Map(Object.entries(codes).map(([code, count]) => [Number(code), count])),
  };
}

function ask(baseline: EndpointSample, comparison: EndpointSample) {
  return askAsFmd([{ baseline, comparison }])[0];
}

/** `count` durations from `from` on, one millisecond apart. */
function row(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

describe('the method of Flask-MonitoringDashboard', () => {
  it('finds half slower, and a tenth of new 500s, in 60 requests against 60', () => {
    const findings = ask(sample(row(50, 60), { 200: 60 }), sample(row(90, 60), { 200: 54, 500: 6 }));
    expect(findings?.latency).toMatchObject({ verdict: 'worse', baseline: 79.5, comparison: 119.5 });
    expect(findings?.errorRate.verdict).toBe('worse');
    expect(findings?.errorRate.effect).toBeCloseTo(0.1, 12);
    expect(findings?.traffic).toBeNull();
  });

  it('finds nothing in one request against one, however much slower', () => {
    const findings = ask(sample([2], { 200: 1 }), sample([100], { 200: 1 }));
    expect(findings?.latency.verdict).toBe('no-evidence');
    expect(findings?.latency.effect).toBe(50);
    expect(findings?.errorRate.verdict).toBe('too-little-data');
  });

  it('asks for more than 3 points, and for 30 requests on each side', () => {
    const before = sample(row(1, 100), { 200: 100 });
    expect(ask(before, sample(row(1, 100), { 200: 97, 404: 3 }))?.errorRate.verdict).toBe('no-evidence');
    expect(ask(before, sample(row(1, 100), { 200: 96, 404: 4 }))?.errorRate.verdict).toBe('worse');
    expect(ask(before, sample(row(1, 29), { 200: 20, 404: 9 }))?.errorRate.verdict).toBe('too-little-data');
    expect(ask(before, sample(row(1, 30), { 200: 20, 404: 10 }))?.errorRate.verdict).toBe('worse');
    const failing = sample(row(1, 100), { 200: 90, 500: 10 });
    expect(ask(failing, before)?.errorRate.verdict).toBe('better');
  });

  it('does not stop at constant, zero or missing durations, as the original does', () => {
    const constant = sample(Array(50).fill(5), { 200: 50 });
    expect(ask(constant, constant)?.latency.verdict).toBe('no-evidence');
    const zero = sample(Array(50).fill(0), { 200: 50 });
    expect(ask(zero, constant)?.latency).toMatchObject({ effect: null, verdict: 'worse' });
    expect(ask(sample([], {}), constant)?.latency.verdict).toBe('too-little-data');
  });

  it('looks at 500 durations at most, whose median is that of all', () => {
    const all = row(1, 100_001).map((millis) => ({ millis, count: 1 }));
    const looked = evenSample(all);
    expect(looked).toHaveLength(500);
    expect(plainMedian(looked)).toBeCloseTo(50_001, -2);
    expect(evenSample([{ millis: 3, count: 1e9 }])).toEqual(Array(500).fill(3));
    expect(
      evenSample([
        { millis: 3, count: 2 },
        { millis: 7, count: 1 },
      ]),
    ).toEqual([3, 3, 7]);
  });
});
