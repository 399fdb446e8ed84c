import { describe, expect, it } from 'vitest';
import type { GraphTrigger } from '../model/graph.ts';
import { createSchedule } from './schedule.ts';

const ZONE = 'Europe/Amsterdam';

function nextTimes(trigger: GraphTrigger, schedule: unknown, after: string, count: number, zone = ZONE): string[] {
  const { next } = createSchedule(trigger, schedule, zone);
  const times: string[] = [];
  for (let time = next(Date.parse(after)); time !== null && times.length < count; time = next(time))
    times.push(new Date(time).toISOString().slice(0, 19));
  return times;
}

describe('cron words', () => {
  it.each([
    ['every minute', { second: 0 }, ['2026-11-27T10:01:00', '2026-11-27T10:02:00']],
    ['each half minute', { second: '*/30' }, ['2026-11-27T10:00:30', '2026-11-27T10:01:00']],
    ['every hour, the finer ones at their least', { minute: 5 }, ['2026-11-27T10:05:00', '2026-11-27T11:05:00']],
    ['at the end of the day', { hour: 23, minute: 59, second: 0 }, ['2026-11-27T22:59:00', '2026-11-28T22:59:00']],
    ['on working days', { day_of_week: 'mon-fri' }, ['2026-11-29T23:00:00', '2026-11-30T23:00:00']],
    ['on Mondays, which are 0', { day_of_week: 0, hour: 9 }, ['2026-11-30T08:00:00', '2026-12-07T08:00:00']],
    ['on the last day of the month', { day: 'last' }, ['2026-11-29T23:00:00', '2026-12-30T23:00:00']],
    ['where day and weekday both hold', { day: 13, day_of_week: 'fri' }, ['2027-08-12T22:00:00']],
    ['yearly', { month: 3 }, ['2027-02-28T23:00:00', '2028-02-29T23:00:00']],
    ['in one year only', { year: 2027 }, ['2026-12-31T23:00:00']],
  ])('%s', (_, words, expected) => {
    expect(nextTimes('cron', words, '2026-11-27T10:00:00Z', expected.length)).toEqual(expected);
  });

  it.each([
    [{ seconds: 0 }, '"seconds" is no word of a cron schedule; they are'],
    [{}, 'needs at least one of'],
    [{ hour: 24 }, 'hour'],
    [{ day_of_week: 'funday' }, 'day_of_week is "funday"'],
    [{ minute: '1 2' }, 'minute is "1 2"'],
    ['not a pattern', 'CronPattern'],
    [7, 'must be an object like { second: 0 }'],
    [['second'], 'must be an object like { second: 0 }'],
  ])('refuse %j', (words, problem) => {
    expect(() => createSchedule('cron', words, ZONE)).toThrow(problem);
  });
});

// The clocks of Amsterdam go from 02:00 to 03:00 on 29 March 2026 and from 03:00 back to 02:00 on 25 October.
describe('across a change of clocks', () => {
  it.each([
    [
      'midday stays midday',
      { hour: 12 },
      '2026-03-28T00:00:00Z',
      ['2026-03-28T11:00:00', '2026-03-29T10:00:00', '2026-03-30T10:00:00'],
    ],
    [
      'a time that does not exist is the hour after',
      { hour: 2, minute: 30 },
      '2026-03-28T00:00:00Z',
      ['2026-03-28T01:30:00', '2026-03-29T01:00:00', '2026-03-30T00:30:00'],
    ],
    [
      'a time that comes twice counts once',
      { hour: 2, minute: 30 },
      '2026-10-24T00:00:00Z',
      ['2026-10-24T00:30:00', '2026-10-25T00:30:00', '2026-10-26T01:30:00'],
    ],
    [
      'every hour is every hour',
      { minute: 0 },
      '2026-03-29T00:30:00Z',
      ['2026-03-29T01:00:00', '2026-03-29T02:00:00', '2026-03-29T03:00:00'],
    ],
  ])('%s', (_, words, after, expected) => {
    expect(nextTimes('cron', words, after, expected.length)).toEqual(expected);
  });
});

describe('cron patterns', () => {
  it('have five fields or six, the first being seconds', () => {
    expect(nextTimes('cron', '*/15 * * * *', '2026-11-27T10:01:00Z', 2)).toEqual([
      '2026-11-27T10:15:00',
      '2026-11-27T10:30:00',
    ]);
    expect(nextTimes('cron', '30 0 9 * * MON', '2026-11-27T10:00:00Z', 1)).toEqual(['2026-11-30T08:00:30']);
  });
});

describe('intervals', () => {
  it('are the same times in every process', () => {
    expect(nextTimes('interval', { seconds: 10 }, '2026-11-27T10:00:07Z', 2)).toEqual([
      '2026-11-27T10:00:10',
      '2026-11-27T10:00:20',
    ]);
    expect(createSchedule('interval', { hours: 1, minutes: 30, seconds: 5 }, ZONE).text).toBe('every 1 h 30 min 5 s');
  });

  it.each([
    [{ second: 10 }, '"second" is no word of an interval; they are weeks, days, hours, minutes, seconds ("cron" has'],
    [{ seconds: -1 }, 'seconds is -1'],
    [{ seconds: Number.NaN }, 'seconds is null'],
    [{ seconds: 0.5 }, 'at least a second'],
    [{}, 'at least a second'],
    [null, 'must be an object like { seconds: 10 }'],
  ])('refuse %j', (words, problem) => {
    expect(() => createSchedule('interval', words, ZONE)).toThrow(problem);
  });
});

describe('dates', () => {
  it('come once, unless they have passed', () => {
    const date = new Date('2026-12-24T18:00:00Z');
    for (const schedule of [date, date.toISOString(), { run_date: date }]) {
      expect(nextTimes('date', schedule, '2026-11-27T10:00:00Z', 2)).toEqual(['2026-12-24T18:00:00']);
      expect(nextTimes('date', schedule, '2026-12-24T18:00:00Z', 2)).toEqual([]);
    }
  });

  it.each([['soon'], [{}], [null], [1_800_000_000_000]])('refuse %j', (schedule) => {
    expect(() => createSchedule('date', schedule, ZONE)).toThrow('needs a Date or an ISO 8601 time');
  });
});

it('refuses a trigger that is none', () => {
  expect(() => createSchedule('hourly' as GraphTrigger, {}, ZONE)).toThrow(`must be 'cron', 'interval' or 'date'`);
});
