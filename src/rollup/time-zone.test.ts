import { describe, expect, test } from 'vitest';
import { timeZone } from './time-zone.ts';

const HOUR = 3_600_000;
const at = (iso: string): number => Date.parse(iso);

describe('timeZone', () => {
  test.each([
    ['UTC', '2026-03-29T12:00Z', 0],
    ['Asia/Kolkata', '2026-03-29T12:00Z', 5.5],
    ['Asia/Kathmandu', '2026-03-29T12:00Z', 5.75],
    ['Europe/Berlin', '2026-03-29T00:59Z', 1],
    ['Europe/Berlin', '2026-03-29T01:00Z', 2],
    ['America/St_Johns', '2026-01-01T00:00Z', -3.5],
    ['Pacific/Kiritimati', '2026-01-01T00:00Z', 14],
  ])('offset of %s at %s is %d h', (zone, time, hours) => {
    expect(timeZone(zone).offsetAt(at(time))).toBe(hours * HOUR);
  });

  test.each([
    ['Europe/Berlin', '2026-03-29T10:00Z', '2026-03-28T23:00Z', 23],
    ['Europe/Berlin', '2026-10-25T10:00Z', '2026-10-24T22:00Z', 25],
    ['Asia/Kolkata', '2026-05-01T18:29Z', '2026-04-30T18:30Z', 24],
    ['Asia/Kathmandu', '2026-05-01T18:15Z', '2026-05-01T18:15Z', 24],
    // Clocks jump from 24:00 to 01:00, so the day begins at 01:00.
    ['Africa/Cairo', '2026-04-24T10:00Z', '2026-04-23T22:00Z', 23],
    // Clocks fall back from 01:00 to 00:00, so midnight comes twice.
    ['Atlantic/Azores', '2026-10-25T10:00Z', '2026-10-25T00:00Z', 25],
  ])('the day of %s around %s starts at %s and has %d hours', (zone, time, start, hours) => {
    const begin = timeZone(zone).startOfDay(at(time));
    expect(new Date(begin).toISOString()).toBe(new Date(at(start)).toISOString());
    expect((timeZone(zone).startOfDay(begin + 30 * HOUR) - begin) / HOUR).toBe(hours);
  });

  test('every instant of a day has the same start', () => {
    for (const zone of ['Europe/Berlin', 'Atlantic/Azores', 'Africa/Cairo', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
      for (let time = at('2026-01-01T00:00Z'); time < at('2027-01-01T00:00Z'); time += 7 * HOUR) {
        const start = timeZone(zone).startOfDay(time);
        expect(start).toBeLessThanOrEqual(time);
        expect(timeZone(zone).startOfDay(start)).toBe(start);
        expect(time - start).toBeLessThan(25 * HOUR);
      }
    }
  });

  test('blocks of hours follow the wall clock on days of 23 and 25 hours', () => {
    const berlin = timeZone('Europe/Berlin');
    expect(berlin.startOfHours(at('2026-03-29T03:30Z'), 6)).toBe(at('2026-03-28T23:00Z'));
    expect(berlin.startOfHours(at('2026-03-29T04:30Z'), 6)).toBe(at('2026-03-29T04:00Z'));
    expect(berlin.startOfHours(at('2026-10-25T04:30Z'), 6)).toBe(at('2026-10-24T22:00Z'));
    expect(berlin.startOfHours(at('2026-10-25T01:20Z'), 1)).toBe(at('2026-10-25T01:00Z'));
    expect(timeZone('Asia/Kolkata').startOfHours(at('2026-05-01T10:29Z'), 1)).toBe(at('2026-05-01T09:30Z'));
  });

  test('tells the local hour', () => {
    expect(timeZone('Asia/Kathmandu').hourOfDay(at('2026-05-01T18:14Z'))).toBe(23);
    expect(timeZone('Asia/Kathmandu').hourOfDay(at('2026-05-01T18:15Z'))).toBe(0);
    expect(timeZone('America/New_York').hourOfDay(at('2026-11-01T06:30Z'))).toBe(1);
  });

  test('cuts a range where the offset changes', () => {
    const range = { from: at('2026-03-01T10:07Z'), to: at('2026-11-01T00:00Z') };
    expect(timeZone('Europe/Berlin').partsOfOneOffset(range)).toEqual([
      { from: range.from, to: at('2026-03-29T01:00Z'), offset: HOUR },
      { from: at('2026-03-29T01:00Z'), to: at('2026-10-25T01:00Z'), offset: 2 * HOUR },
      { from: at('2026-10-25T01:00Z'), to: range.to, offset: HOUR },
    ]);
    expect(timeZone('UTC').partsOfOneOffset({ from: 5, to: 5 })).toEqual([]);
  });

  test('knows when local days are UTC days', () => {
    const london = timeZone('Europe/London');
    expect(london.isUtc(at('2026-01-05T00:00Z'), at('2026-02-05T00:00Z'))).toBe(true);
    expect(london.isUtc(at('2026-03-05T00:00Z'), at('2026-04-05T00:00Z'))).toBe(false);
  });

  test('refuses an unknown zone', () => {
    expect(() => timeZone('Mars/Olympus')).toThrow(RangeError);
  });

  test('does not stumble over times before the epoch', () => {
    expect(timeZone('Europe/Berlin').hourOfDay(-1)).toBe(0);
    expect(timeZone('UTC').startOfDay(-1)).toBe(-24 * HOUR);
  });
});
