import { expect, test } from 'vitest';
import type { EndpointSample } from '../reports/endpoint-sample.ts';
import { findWorse, isBackToNormal, measureWorsening } from './find-worse.ts';

/** Durations spread over a factor of four, around `millis`. */
function sample(millis: number, requests: number, errors = 0): EndpointSample {
  const steps = 20;
  const durations = Array.from({ length: steps }, (_, step) => ({
    millis: millis * 2 ** ((2 * step) / (steps - 1) - 1),
    count: requests / steps,
  }));
  return { requests, errors, durations, statusCodes: new Map() };
}

const STEADY = sample(20, 2000, 10);

test('of many endpoints, those that are slower or fail more are found, and no others', () => {
  const endpoints = [STEADY, sample(24, 2000, 10), sample(20, 2000, 100), sample(16, 2000), sample(21, 2000, 10)].map(
    (comparison, endpointId) => ({ endpointId, comparison, baselines: [STEADY] }),
  );
  const found = findWorse(endpoints, 0.001);
  // The last one is 5 % slower: a report shows that, but nobody has to act.
  expect(found.map(({ endpointId, question }) => [endpointId, question])).toEqual([
    [1, 'latency'],
    [2, 'errorRate'],
  ]);
  expect(found[0]?.effect).toBeCloseTo(1.2, 1);
  expect(found[1]?.effect).toBeCloseTo(0.045, 6);
});

test('an odd day is no baseline: it has to be worse than all of them, and the weaker evidence is shown', () => {
  const slower = sample(30, 2000, 10);
  const odd = sample(10, 2000, 10);
  const find = (comparison: EndpointSample, baselines: readonly EndpointSample[]) =>
    findWorse([{ endpointId: 1, comparison, baselines }], 0.01);
  expect(find(STEADY, [odd, STEADY])).toEqual([]);
  expect(find(slower, [odd, STEADY])).toMatchObject([{ baseline: 1 }]);
  expect(find(slower, [odd, STEADY])[0]?.effect).toBeCloseTo(1.5, 1);
  // One without enough requests does not count.
  expect(find(slower, [sample(10, 20), STEADY])).toMatchObject([{ baseline: 1 }]);
  expect(find(slower, [sample(10, 20)])).toEqual([]);
  expect(find(slower, [])).toEqual([]);
});

test('it is over when it is surely not as bad as it was, not when there is little to see', () => {
  const now = (comparison: EndpointSample, effect = 1.3): boolean | null => {
    const worsening = measureWorsening('latency', { baseline: STEADY, comparison });
    return worsening === null ? null : isBackToNormal({ effect }, worsening);
  };
  expect(now(sample(20, 2000))).toBe(true);
  expect(now(sample(26, 2000))).toBe(false);
  expect(now(sample(20, 40), 1.12)).toBe(false);
  expect(now(sample(20, 20))).toBeNull();
});
