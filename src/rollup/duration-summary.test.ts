import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DurationSummary, isErrorStatus } from './duration-summary.ts';

function summaryOf(values: readonly number[]): DurationSummary {
  const summary = new DurationSummary();
  for (const value of values) summary.add(value, value % 2 === 1);
  return summary;
}

function figures(summary: DurationSummary): unknown {
  const { requests, errors, sum, min, max } = summary;
  const quantiles = [0.05, 0.5, 0.95].map((fraction) => summary.quantile(fraction));
  return { requests, errors, sum, min, max, quantiles, sketch: summary.encodeSketch() };
}

const durations = fc.array(fc.oneof(fc.constant(1500), fc.integer({ min: 0, max: 1e9 })), { maxLength: 12 });

describe('DurationSummary', () => {
  test('merged parts equal one summary of everything, stored or not', () => {
    fc.assert(
      fc.property(fc.array(durations, { maxLength: 5 }), (parts) => {
        const merged = new DurationSummary();
        const restored = new DurationSummary();
        for (const part of parts) {
          const summary = summaryOf(part);
          merged.merge(summary);
          const { requests, errors, sum, min, max } = summary;
          restored.mergeStored({ requests, errors, sum, min, max, sketch: summary.encodeSketch() });
        }
        const whole = figures(summaryOf(parts.flat()));
        expect(figures(merged)).toEqual(whole);
        expect(figures(restored)).toEqual(whole);
      }),
    );
  });

  test('without what was taken away again equals the rest, but for its extremes', () => {
    fc.assert(
      fc.property(durations, durations, (kept, taken) => {
        const rest = summaryOf([...kept, ...taken]);
        const part = summaryOf(taken);
        const { requests, errors, sum, min, max } = part;
        rest.subtractStored({ requests, errors, sum, min, max, sketch: part.encodeSketch() });
        const expected = summaryOf(kept);
        expect([rest.requests, rest.errors, rest.sum]).toEqual([expected.requests, expected.errors, expected.sum]);
        for (const fraction of [0.05, 0.5, 0.95]) {
          const exact = expected.quantile(fraction) ?? 0;
          expect(Math.abs((rest.quantile(fraction) ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.02);
        }
      }),
    );
  });

  test('needs no sketch for two requests or for equal ones', () => {
    expect(summaryOf([10, 20]).encodeSketch()).toBeNull();
    expect(summaryOf([10, 20]).quantile(0.5)).toBe(10);
    expect(summaryOf([10, 20]).quantile(0.51)).toBe(20);
    expect(summaryOf(Array<number>(50).fill(7)).encodeSketch()).toBeNull();
    expect(summaryOf([10, 20, 30]).encodeSketch()).not.toBeNull();
  });

  test('has no quantile without requests', () => {
    expect(new DurationSummary().quantile(0.5)).toBeNull();
  });
});

test.each([
  [399, false],
  [400, true],
  [599, true],
  [600, false],
])('status %i is an error: %s', (statusCode, expected) => {
  expect(isErrorStatus(statusCode)).toBe(expected);
});
