import { describe, expect, it } from 'vitest';
import { linearScale, logScale } from './value-scale.ts';

describe('a linear scale', () => {
  it.each([
    [0, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [7, [0, 2, 4, 6, 8]],
    [100, [0, 20, 40, 60, 80, 100]],
    [101, [0, 50, 100, 150]],
    [0.034, [0, 0.01, 0.02, 0.03, 0.04]],
  ])('of %s starts at zero and ends at a round number', (largest, ticks) => {
    const scale = linearScale(largest);
    expect(scale.ticks.map((tick) => Number(tick.toPrecision(6)))).toEqual(ticks);
    expect(scale.max).toBeGreaterThanOrEqual(largest);
  });

  it.each([
    [3, -7, [-8, -6, -4, -2, 0, 2, 4]],
    [0, -1, [-1, -0.8, -0.6, -0.4, -0.2, 0]],
    [100, -1, [-50, 0, 50, 100]],
  ])('of %s reaches down to %s', (largest, smallest, ticks) => {
    const scale = linearScale(largest, { smallest });
    expect(scale.ticks.map((tick) => Number(tick.toPrecision(6)) + 0)).toEqual(ticks);
    expect(scale.min).toBeLessThanOrEqual(smallest);
  });

  it('has no halves of counts', () => {
    expect(linearScale(1, { leastStep: 1 }).ticks).toEqual([0, 1]);
    expect(linearScale(7, { leastStep: 1 }).ticks).toEqual([0, 2, 4, 6, 8]);
  });
});

describe('a logarithmic scale', () => {
  const values = (smallest: number, largest: number): readonly number[] =>
    logScale(smallest, largest).ticks.map((tick) => Number((10 ** tick).toPrecision(6)));

  it('runs between round numbers around the values', () => {
    expect(values(12, 180)).toEqual([10, 20, 50, 100, 200]);
    expect(values(3, 3)).toEqual([2, 5, 10, 20]);
  });

  it('thins out when there are many, and spans any data', () => {
    expect(values(3, 400)).toEqual([3, 10, 30, 100, 300]);
    expect(values(0.02, 9000)).toEqual([0.1, 1, 10, 100, 1000, 10_000]);
    expect(logScale(0.02, 9000).min).toBeCloseTo(Math.log10(0.02));
    expect(values(1e-6, 1e6).length).toBeLessThanOrEqual(8);
  });

  it('puts zero at its lower end instead of nowhere', () => {
    const scale = logScale(1, 100);
    expect(scale.toAxis(0)).toBe(scale.min);
    expect(scale.toValue(scale.toAxis(50))).toBeCloseTo(50);
  });
});
