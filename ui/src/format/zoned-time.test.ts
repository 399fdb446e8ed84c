import { describe, expect, it } from 'vitest';
import { epochOf, fieldsOf, timeOfFields, zoneOffset } from './zoned-time.ts';

const HOUR = 3_600_000;

describe('a zone', () => {
  it('has its offset at that time, half hours and summer time included', () => {
    expect(zoneOffset(Date.UTC(2026, 0, 1), 'Europe/Amsterdam')).toBe(HOUR);
    expect(zoneOffset(Date.UTC(2026, 6, 1), 'Europe/Amsterdam')).toBe(2 * HOUR);
    expect(zoneOffset(Date.UTC(2026, 6, 1, 0, 0, 30), 'Asia/Kolkata')).toBe(5.5 * HOUR);
  });

  it.each(['UTC', 'Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
    'gives back in %s the time that its clock showed, on both days that clocks change',
    (zone) => {
      for (const day of [Date.UTC(2026, 2, 29), Date.UTC(2026, 9, 24), Date.UTC(2026, 5, 1)]) {
        for (let time = day + 5 * HOUR; time < day + 20 * HOUR; time += HOUR / 2) {
          const { date, clock } = fieldsOf(time, zone);
          expect(timeOfFields(date, clock, zone)).toBe(time);
        }
      }
    },
  );

  it('moves a time that clocks jump over to the hour after', () => {
    const missing = { year: 2026, month: 3, day: 29, hour: 2, minute: 30 };
    expect(new Date(epochOf(missing, 'Europe/Amsterdam')).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('refuses incomplete fields', () => {
    expect(timeOfFields('2026-11-03', '', 'UTC')).toBeNull();
  });
});
