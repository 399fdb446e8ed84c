import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RESOLUTION_MILLIS } from '../../../rollup/resolution.ts';
import { planSegments } from './horizons.ts';
import { cutIntoSegments, SOURCE_MILLIS } from './segments.ts';

const DAY = RESOLUTION_MILLIS.day;
const at = (time: string): number => Date.parse(`2026-03-${time}Z`);

test('reads whole buckets as coarse as possible, and raw requests at the edges only', () => {
  const range = { from: at('01T23:44:30'), to: at('04T01:16:10') };
  expect(cutIntoSegments(range, ['day', 'hour', 'quarter', 'minute'])).toEqual([
    { source: 'raw', from: range.from, to: at('01T23:45:00') },
    { source: 'quarter', from: at('01T23:45:00'), to: at('02T00:00:00') },
    { source: 'day', from: at('02T00:00:00'), to: at('04T00:00:00') },
    { source: 'hour', from: at('04T00:00:00'), to: at('04T01:00:00') },
    { source: 'quarter', from: at('04T01:00:00'), to: at('04T01:15:00') },
    { source: 'minute', from: at('04T01:15:00'), to: at('04T01:16:00') },
    { source: 'raw', from: at('04T01:16:00'), to: range.to },
  ]);
});

test('segments cover the range without gap or overlap, on the buckets of their source', () => {
  const time = fc.integer({ min: 0, max: 10 * DAY });
  const horizon = fc.integer({ min: 0, max: 10 }).map((days) => days * DAY);
  const horizons = fc.record({ minute: horizon, quarter: horizon, hour: horizon });
  fc.assert(
    fc.property(time, time, horizons, (from, to, given) => {
      const range = { from: Math.min(from, to), to: Math.max(from, to) };
      const plan = { sources: ['day', 'hour', 'quarter', 'minute'] as const, rough: [], horizons: given };
      let end = range.from;
      for (const segment of planSegments(range, plan)) {
        expect(segment.from).toBe(end);
        expect(segment.to).toBeGreaterThan(segment.from);
        if (segment.source !== 'raw') {
          const width = SOURCE_MILLIS[segment.source];
          expect([segment.from % width, segment.to % width]).toEqual([0, 0]);
          const there = { day: 0, localDay: 0, ...given };
          expect(segment.from).toBeGreaterThanOrEqual(there[segment.source]);
        }
        end = segment.to;
      }
      expect(end).toBe(range.to);
    }),
  );
});
