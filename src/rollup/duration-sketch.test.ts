import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DurationSketch } from './duration-sketch.ts';
import { RELATIVE_ERROR } from './log-buckets.ts';

const FRACTIONS = [0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

const heavyTailed = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }).map((u) => Math.round(500 / (1 - u) ** 1.5));
const bimodal = fc.oneof(fc.integer({ min: 900, max: 1100 }), fc.integer({ min: 4_900_000, max: 5_100_000 }));
const anyDuration = fc.integer({ min: 0, max: 7 * 86_400_000_000 });
const samples = fc.oneof(
  fc.array(heavyTailed, { minLength: 1, maxLength: 400 }),
  fc.array(bimodal, { minLength: 1, maxLength: 400 }),
  fc.array(anyDuration, { minLength: 1, maxLength: 400 }),
  fc.tuple(anyDuration, fc.integer({ min: 1, max: 400 })).map(([value, times]) => Array<number>(times).fill(value)),
);

function sketchOf(values: readonly number[]): DurationSketch {
  const sketch = new DurationSketch();
  for (const value of values) sketch.add(value);
  return sketch;
}

function nearestRank(sorted: readonly number[], fraction: number): number {
  return sorted[Math.max(1, Math.ceil(fraction * sorted.length - 1e-9)) - 1] ?? Number.NaN;
}

describe('DurationSketch', () => {
  test('answers every quantile within the promised relative error', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const sketch = sketchOf(values);
        for (const fraction of FRACTIONS) {
          const exact = nearestRank(sorted, fraction);
          expect(Math.abs(sketch.quantile(fraction) - exact)).toBeLessThanOrEqual(exact * RELATIVE_ERROR + 1e-9);
        }
      }),
    );
  });

  test('merging is free of order and the same as adding everything to one', () => {
    fc.assert(
      fc.property(fc.array(samples, { minLength: 1, maxLength: 6 }), (parts) => {
        const forward = new DurationSketch();
        const backward = new DurationSketch();
        for (const part of parts) forward.merge(sketchOf(part));
        for (const part of parts.toReversed()) backward.mergeEncoded(sketchOf(part).encode());
        const whole = sketchOf(parts.flat());
        expect(forward.encode()).toEqual(whole.encode());
        expect(backward.encode()).toEqual(whole.encode());
        expect(forward.total).toBe(whole.total);
      }),
    );
  });

  test('survives being stored', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const sketch = sketchOf(values);
        const stored = DurationSketch.decode(sketch.encode());
        expect(stored.total).toBe(values.length);
        expect(FRACTIONS.map((fraction) => stored.quantile(fraction))).toEqual(
          FRACTIONS.map((fraction) => sketch.quantile(fraction)),
        );
      }),
    );
  });

  test('keeps counts far beyond 32 bits', () => {
    const sketch = new DurationSketch();
    sketch.add(1000, 2 ** 40);
    sketch.add(0);
    expect(DurationSketch.decode(sketch.encode()).total).toBe(2 ** 40 + 1);
  });

  test('takes times that no clock should measure', () => {
    const sketch = sketchOf([Number.NaN, -5, 0, 0.4, Number.POSITIVE_INFINITY]);
    expect(sketch.total).toBe(5);
    expect(sketch.quantile(0.5)).toBe(0);
    expect(sketch.quantile(1)).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  test('has no quantile while empty', () => {
    expect(new DurationSketch().quantile(0.5)).toBeNaN();
    expect(new DurationSketch().encode()).toHaveLength(1);
  });

  test('refuses bytes that are no sketch', () => {
    const bytes = sketchOf([1000, 1000, 300_000]).encode();
    expect(() => DurationSketch.decode(bytes.subarray(0, 2))).toThrow(RangeError);
    expect(() => DurationSketch.decode(Uint8Array.of(9, 1, 1))).toThrow(RangeError);
    expect(() => DurationSketch.decode(new Uint8Array())).toThrow(RangeError);
  });
});
