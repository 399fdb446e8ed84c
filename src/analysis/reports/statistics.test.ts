import { describe, expect, it } from 'vitest';
import { sameRateP, sameShareP } from './count-tests.ts';
import { believed } from './false-discoveries.ts';
import { logFactorial } from './log-factorial.ts';
import { differenceInterval } from './measure-errors.ts';
import { medianTest, yatesP } from './median-test.ts';
import { normalQuantile, normalTail } from './normal-distribution.ts';
import { rankTest } from './rank-test.ts';
import { typicalRatio } from './typical-ratio.ts';

const each = (values: readonly number[]) =>
  [...new Set(values)]
    .sort((a, b) => a - b)
    .map((millis) => ({ millis, count: values.filter((v) => v === millis).length }));

describe('normal distribution', () => {
  // Abramowitz and Stegun, Handbook of Mathematical Functions, tables 26.1 and 26.2: Q(z).
  it.each([
    [0, 0.5],
    [1, 0.158655253931457],
    [2, 0.0227501319481792],
    [3, 0.00134989803163009],
    [4, 3.16712418331199e-5],
    [5, 2.86651571879194e-7],
    [6, 9.86587645037698e-10],
    [10, 7.61985302416053e-24],
  ])('beyond %d', (z, tail) => {
    expect(normalTail(z) / tail).toBeCloseTo(1, 12);
    expect(normalTail(-z)).toBeCloseTo(1 - tail, 14);
  });

  it.each([
    [0.975, 1.95996398454005],
    [0.995, 2.5758293035489],
    [0.5, 0],
    [0.001, -3.09023230616781],
    [1e-10, -6.36134090240406],
  ])('quantile of %d', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 11));
});

it('has factorials to the last digits', () => {
  let exact = 0;
  for (let n = 2; n <= 200; n += 1) {
    exact += Math.log(n);
    expect(logFactorial(n) / exact).toBeCloseTo(1, 13);
  }
});

describe('counts', () => {
  // Fisher's tea (Design of Experiments, 1935): 3 of 4 right; the tail is 17/70.
  it('tastes tea as Fisher did', () => {
    expect(sameShareP({ count: 3, of: 4 }, { count: 1, of: 4 })).toBeCloseTo((2 * 17) / 70, 12);
    expect(sameShareP({ count: 4, of: 4 }, { count: 0, of: 4 })).toBeCloseTo(2 / 70, 12);
  });

  it('tosses coins', () => {
    expect(sameRateP({ inPart: 9, count: 10, share: 0.5 })).toBeCloseTo(22 / 1024, 12);
    expect(sameRateP({ inPart: 1, count: 10, share: 0.5 })).toBeCloseTo(22 / 1024, 12);
    expect(sameRateP({ inPart: 0, count: 3, share: 0.25 })).toBeCloseTo(2 * 0.75 ** 3, 12);
  });

  it('stays finite at any size', () => {
    for (const size of [1, 30, 1e4, 1e6, 1e9, 1e12]) {
      const p = sameShareP({ count: size / 2, of: size }, { count: size / 2 + size / 10, of: size });
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
      expect(sameRateP({ inPart: size, count: 2 * size, share: 0.5 })).toBeCloseTo(1, 5);
    }
    expect(sameShareP({ count: 0, of: 0 }, { count: 0, of: 5 })).toBe(1);
  });

  // Newcombe 1998, Statistics in Medicine 17, table II, method 10: 56/70 - 48/80 and 0/10 - 0/10.
  it('has Newcombe’s intervals', () => {
    const first = differenceInterval({ errors: 56, requests: 70 }, { errors: 48, requests: 80 });
    expect(first.low).toBeCloseTo(0.0524, 4);
    expect(first.high).toBeCloseTo(0.3339, 4);
    const none = differenceInterval({ errors: 0, requests: 10 }, { errors: 0, requests: 10 });
    expect(none.low).toBeCloseTo(-0.2775, 4);
    expect(none.high).toBeCloseTo(0.2775, 4);
  });
});

describe('durations', () => {
  /** Mann and Whitney's definition, pair by pair, and the variance of midranks. */
  function slowly(base: readonly number[], other: readonly number[]) {
    let u = 0;
    for (const b of base) for (const o of other) u += o > b ? 1 : o === b ? 0.5 : 0;
    const pooled = [...base, ...other];
    const rank = (v: number) => pooled.filter((x) => x < v).length + (pooled.filter((x) => x === v).length + 1) / 2;
    const ranks = pooled.map(rank);
    const mean = (pooled.length + 1) / 2;
    const spread = ranks.reduce((sum, r) => sum + (r - mean) ** 2, 0);
    const n = pooled.length;
    return { u, deviation: Math.sqrt((base.length * other.length * spread) / (n * (n - 1))) };
  }

  it('are ranked as by hand, with ties', () => {
    const [base, other] = [
      [1, 2, 2, 3, 5, 8, 8, 8],
      [2, 3, 3, 8, 9, 9, 12],
    ];
    const test = rankTest(each(base), each(other));
    const expected = slowly(base, other);
    expect(test.u).toBe(expected.u);
    expect(test.deviation).toBeCloseTo(expected.deviation, 12);
  });

  it('have the ratio of all pairs and a narrow interval where all are slower', () => {
    const base = Array.from({ length: 100 }, (_, i) => 100 * 1.01 ** i);
    const test = rankTest(each(base), each(base.map((v) => v * 2)));
    const { ratio, interval } = typicalRatio(each(base), each(base.map((v) => v * 2)), test.deviation);
    expect(ratio).toBeCloseTo(2, 1);
    expect(interval.low).toBeLessThan(2);
    expect(interval.high).toBeGreaterThan(2);
    expect(typicalRatio([{ millis: 5, count: 9 }], [{ millis: 5, count: 9 }], 0).ratio).toBe(1);
  });
});

describe('Mood’s median test', () => {
  it('counts values at the median as below, and corrects as Yates did', () => {
    // Yates 1934, JRSS Supplement 1, malocclusion of the teeth: 4/16 and 1/21 of 20 and 22; corrected χ² = 1.1397.
    expect(
      yatesP([
        [4, 1],
        [16, 21],
      ]),
    ).toBeCloseTo(2 * normalTail(Math.sqrt(1.1397)), 4);
    const low = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const high = low.map((v) => v + 5);
    // The median of all is 8: 2 and 7 above it, so χ² = 20 (|2·3 - 8·7| - 10)² / (9·11·10·10) = 3.2323.
    expect(medianTest(low, high)).toBeCloseTo(2 * normalTail(Math.sqrt((20 * 40 ** 2) / 9900)), 12);
  });

  it('never fails', () => {
    expect(medianTest([5, 5, 5], [5, 5])).toBe(1);
    expect(medianTest([], [])).toBe(1);
    expect(medianTest([], [1])).toBe(1);
  });
});

// Benjamini and Hochberg 1995, JRSS B 57, section 3.2: the example's 15 p-values, of which four are found at 0.05.
it('believes what Benjamini and Hochberg believed', () => {
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  expect(believed(p, 0.05).filter(Boolean)).toHaveLength(4);
  expect(believed([...p].reverse(), 0.05).slice(-4)).toEqual([true, true, true, true]);
  expect(believed([], 0.05)).toEqual([]);
});
