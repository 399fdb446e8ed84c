import { describe, expect, it } from 'vitest';
import { compareEndpoints } from './compare-endpoints.ts';
import { type EndpointSample, NO_REQUESTS } from './endpoint-sample.ts';

const HOURS = { baseline: 24, comparison: 24 };

function constant(requests: number, millis: number, errors = 0): EndpointSample {
  return { requests, errors, durations: requests === 0 ? [] : [{ millis, count: requests }], statusCodes: new Map() };
}

function compare(baseline: EndpointSample, comparison: EndpointSample) {
  const [findings] = compareEndpoints([{ baseline, comparison }], HOURS);
  if (findings === undefined) throw new Error('no findings');
  return findings;
}

describe('awkward samples', () => {
  const samples = [0, 1, 29, 30, 1e6, 1e12].flatMap((requests) =>
    [0, 5, 3_600_000].flatMap((millis) => [constant(requests, millis), constant(requests, millis, requests)]),
  );

  it('never fail a report, nor give anything but numbers', () => {
    for (const baseline of samples) {
      for (const comparison of samples) {
        for (const finding of Object.values(compare(baseline, comparison))) {
          const { effect, interval, pValue } = finding;
          for (const value of [effect, interval?.low, interval?.high, pValue]) {
            if (value !== null && value !== undefined) expect(Number.isFinite(value)).toBe(true);
          }
        }
      }
    }
  });

  it('say too little of few requests, and nothing of equal ones', () => {
    expect(compare(constant(29, 5), constant(1000, 50)).latency.verdict).toBe('too-little-data');
    const same = compare(constant(1000, 5, 10), constant(1000, 5, 10));
    expect([same.latency, same.errorRate, same.traffic].map((finding) => finding?.verdict)).toEqual(
      Array(3).fill('no-evidence'),
    );
    expect(same.latency).toMatchObject({ effect: 1, interval: { low: 1, high: 1 }, pValue: 1 });
  });

  it('tell constant durations apart', () => {
    expect(compare(constant(1000, 5), constant(1000, 6)).latency.verdict).toBe('worse');
    expect(compare(constant(1000, 6), constant(1000, 5)).latency.verdict).toBe('better');
  });

  it('tell that nobody calls an endpoint any more', () => {
    const { traffic, latency } = compare(constant(1000, 5), NO_REQUESTS);
    expect(traffic).toMatchObject({ verdict: 'worse', effect: 0 });
    expect(latency.verdict).toBe('too-little-data');
  });
});

it('does not call a change that is too small to matter a regression, however sure it is', () => {
  expect(compare(constant(1e9, 100), constant(1e9, 103)).latency).toMatchObject({ verdict: 'no-evidence' });
  expect(compare(constant(1e9, 100, 1e7), constant(1e9, 100, 1.01e7)).errorRate.verdict).toBe('no-evidence');
  expect(compare(constant(1e6, 100, 1e4), constant(1e6, 100, 2e4)).errorRate.verdict).toBe('worse');
});
