import { describe, expect, it } from 'vitest';
import { NO_THRESHOLD, OutlierThresholds } from './outlier-thresholds.ts';

const endpoint = { method: 'GET', route: '/users/:id' };
const shared = { ...endpoint, requests: 90, averageMillis: 10, medianMillis: 8, p99Millis: 50 };

function add(thresholds: OutlierThresholds, durations: readonly number[]): void {
  for (const duration of durations) thresholds.add(endpoint, duration);
}

describe('the average rule', () => {
  it('needs ten requests', () => {
    const thresholds = new OutlierThresholds('average', 2.5);
    add(thresholds, Array(9).fill(4));
    expect(thresholds.of(endpoint)).toBe(NO_THRESHOLD);
    add(thresholds, [4]);
    expect(thresholds.of(endpoint)).toBe(10);
  });

  it('counts what all processes have seen, and what this one has since', () => {
    const thresholds = new OutlierThresholds('average', 2);
    add(thresholds, Array(50).fill(1000));
    thresholds.update([shared]);
    expect(thresholds.of({ ...endpoint })).toBe(20);
    add(thresholds, Array(10).fill(110));
    expect(thresholds.of(endpoint)).toBe((2 * (90 * 10 + 10 * 110)) / 100);
  });

  it('is off with a constant of 0', () => {
    const thresholds = new OutlierThresholds('average', 0);
    thresholds.update([shared]);
    expect(thresholds.of(endpoint)).toBe(NO_THRESHOLD);
  });
});

describe('the p99 rule', () => {
  it('is the greater of percentile and multiple of the median', () => {
    const thresholds = new OutlierThresholds('p99', 2.5);
    expect(thresholds.of(endpoint)).toBe(NO_THRESHOLD);
    thresholds.update([shared]);
    expect(thresholds.of(endpoint)).toBe(50);
    thresholds.update([{ ...shared, p99Millis: 9 }]);
    expect(thresholds.of(endpoint)).toBe(20);
    thresholds.update([{ ...shared, requests: 9 }]);
    expect(thresholds.of(endpoint)).toBe(NO_THRESHOLD);
  });
});
