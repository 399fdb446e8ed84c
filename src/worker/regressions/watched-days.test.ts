import { expect, test } from 'vitest';
import { watchedDays } from './watched-days.ts';

const AMSTERDAM = 'Europe/Amsterdam';

function texts(now: string): Record<string, string | null> {
  const { day, weeksBefore, dayBefore } = watchedDays(Date.parse(now), AMSTERDAM);
  const text = (range: { from: number; to: number } | null | undefined): string | null =>
    range ? `${new Date(range.from).toISOString()} ${(range.to - range.from) / 3_600_000} h` : null;
  return { day: text(day), week: text(weeksBefore[0]), twoWeeks: text(weeksBefore[1]), before: text(dayBefore) };
}

test('yesterday is compared with the same days of the two weeks before, in the zone, across a change of clocks', () => {
  // Clocks went forward on Sunday, 29 March 2026.
  expect(texts('2026-03-31T10:00:00Z')).toEqual({
    day: '2026-03-29T22:00:00.000Z 24 h',
    week: '2026-03-22T23:00:00.000Z 24 h',
    twoWeeks: '2026-03-15T23:00:00.000Z 24 h',
    before: null,
  });
  expect(texts('2026-03-30T10:00:00Z')).toMatchObject({
    day: '2026-03-28T23:00:00.000Z 23 h',
    before: '2026-03-27T23:00:00.000Z 24 h',
  });
});

test('a day is over five minutes after midnight', () => {
  expect(texts('2026-03-10T23:04:00Z')['day']).toBe('2026-03-08T23:00:00.000Z 24 h');
  expect(texts('2026-03-10T23:06:00Z')['day']).toBe('2026-03-09T23:00:00.000Z 24 h');
});

test('the day before stands in only where both are days off, or neither is', () => {
  const isUsed = (day: string): boolean => texts(`${day}T10:00:00Z`)['before'] !== null;
  // 9 March 2026 is a Monday; the day that is over is the one before each of these.
  expect(['09', '10', '11', '12', '13', '14', '15'].map((day) => isUsed(`2026-03-${day}`))).toEqual([
    ...[true, false, true, true, true, true, false],
  ]);
});
