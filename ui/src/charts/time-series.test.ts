import { describe, expect, it } from 'vitest';
import { bucketAt, bucketsOf, finished, valuesOf } from './time-series.ts';

const answer = { from: '2026-11-03T10:00:00Z', to: '2026-11-03T12:20:00Z', step: '1h', timezone: 'UTC' } as const;
const now = Date.parse('2026-11-03T12:20:00Z');

describe('buckets of an answer', () => {
  const buckets = bucketsOf(answer, now);

  it('cover whole steps, and tell the one that is not over', () => {
    expect(buckets.starts).toHaveLength(3);
    expect(new Date(buckets.range.to).toISOString()).toBe('2026-11-03T13:00:00.000Z');
    expect(buckets.unfinished).toBe(2);
    expect(bucketsOf({ ...answer, to: '2026-11-03T12:00:00Z' }, now).unfinished).toBeNull();
  });

  it('leave out the last one where nothing marks it as unfinished', () => {
    expect(finished(buckets, [1, 2, 3])).toEqual([1, 2]);
    expect(finished({ ...buckets, unfinished: null }, [1, 2, 3])).toEqual([1, 2, 3]);
  });

  it('find their times', () => {
    expect(bucketAt(buckets, Date.parse('2026-11-03T11:59:59Z'))).toBe(1);
    expect(bucketAt(buckets, Date.parse('2026-11-03T13:00:00Z'))).toBeNull();
    expect(bucketAt(buckets, Date.parse('2026-11-03T09:59:59Z'))).toBeNull();
  });

  it('take values from rows, of an earlier time too', () => {
    const rows = [{ time: '2026-11-03T11:00:00Z', requests: 7 }];
    expect(valuesOf(buckets, rows, (row) => row.requests, { missing: 0 })).toEqual([0, 7, 0]);
    const lastWeek = [{ time: '2026-10-27T12:00:00Z', requests: 5 }];
    expect(valuesOf(buckets, lastWeek, (row) => row.requests, { shift: 7 * 86_400_000 })).toEqual([null, null, 5]);
  });
});
