import { describe, expect, it } from 'vitest';
import { alignedRange, bucketStarts, stepFor } from './time-step.ts';

const HOUR = 3_600_000;
const iso = (time: number): string => new Date(time).toISOString().slice(0, 16);

describe('time steps', () => {
  it('are the narrowest that fit', () => {
    expect(stepFor(HOUR, 168)).toBe('1m');
    expect(stepFor(24 * HOUR, 168)).toBe('15m');
    expect(stepFor(7 * 24 * HOUR, 168)).toBe('1h');
    expect(stepFor(3650 * 24 * HOUR, 168)).toBe('1d');
  });

  it('are whole at both ends of a range', () => {
    const range = { from: Date.UTC(2026, 10, 3, 10, 7), to: Date.UTC(2026, 10, 3, 12) };
    expect(iso(alignedRange(range, '15m', 'UTC').from)).toBe('2026-11-03T10:00');
    expect(iso(alignedRange(range, '15m', 'UTC').to)).toBe('2026-11-03T12:00');
    expect(iso(alignedRange(range, '1h', 'Asia/Kolkata').from)).toBe('2026-11-03T09:30');
    expect(iso(alignedRange(range, '1h', 'Asia/Kolkata').to)).toBe('2026-11-03T12:30');
    expect(iso(alignedRange(range, '1d', 'Europe/Amsterdam').from)).toBe('2026-11-02T23:00');
  });

  it('cut days at the zone’s midnights, of 23 and 25 hours too', () => {
    const spring = { from: Date.UTC(2026, 2, 28, 12), to: Date.UTC(2026, 2, 30, 12) };
    expect(bucketStarts(spring, '1d', 'Europe/Amsterdam').map(iso)).toEqual([
      '2026-03-27T23:00',
      '2026-03-28T23:00',
      '2026-03-29T22:00',
    ]);
    const autumn = { from: Date.UTC(2026, 9, 24, 12), to: Date.UTC(2026, 9, 26, 12) };
    expect(bucketStarts(autumn, '1d', 'Europe/Amsterdam').map(iso)).toEqual([
      '2026-10-23T22:00',
      '2026-10-24T22:00',
      '2026-10-25T23:00',
    ]);
  });

  it('cut quarters of a day at 0, 6, 12 and 18 o’clock', () => {
    const range = { from: Date.UTC(2026, 2, 29, 0), to: Date.UTC(2026, 2, 29, 12) };
    expect(bucketStarts(range, '6h', 'Europe/Amsterdam').map(iso)).toEqual([
      '2026-03-28T23:00',
      '2026-03-29T04:00',
      '2026-03-29T10:00',
    ]);
  });
});
