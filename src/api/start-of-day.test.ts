import { expect, test } from 'vitest';
import { startOfDay } from './start-of-day.ts';

test.each([
  ['UTC', '2026-03-10T12:34:56.789Z', '2026-03-10T00:00:00.000Z'],
  ['UTC', '2026-03-10T00:00:00.000Z', '2026-03-10T00:00:00.000Z'],
  ['Asia/Kolkata', '2026-03-10T18:29:59.999Z', '2026-03-09T18:30:00.000Z'],
  ['Asia/Kolkata', '2026-03-10T18:30:00.000Z', '2026-03-10T18:30:00.000Z'],
  // The clock goes forward, then back: the day has 23, then 25 hours.
  ['Europe/Amsterdam', '2026-03-29T21:59:59.000Z', '2026-03-28T23:00:00.000Z'],
  ['Europe/Amsterdam', '2026-10-25T22:59:59.000Z', '2026-10-24T22:00:00.000Z'],
  // Midnight does not exist: the day begins at one.
  ['America/Sao_Paulo', '2018-11-04T12:00:00.000Z', '2018-11-04T03:00:00.000Z'],
  ['Pacific/Apia', '2026-03-10T12:00:00.000Z', '2026-03-10T11:00:00.000Z'],
])('%s at %s', (zone, now, start) => {
  expect(new Date(startOfDay(Date.parse(now), zone)).toISOString()).toBe(start);
});
