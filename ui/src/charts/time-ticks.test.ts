import { describe, expect, it } from 'vitest';
import { dayTicks, timeTicks } from './time-ticks.ts';

const labels = (from: number, to: number, zone: string, most = 8): readonly string[] =>
  timeTicks({ from, to }, zone, most).map(({ label }) => label);

describe('ticks of a time axis', () => {
  it('are round in the zone, midnights named by their date', () => {
    const from = Date.UTC(2026, 10, 2, 14, 20);
    const to = Date.UTC(2026, 10, 3, 14, 20);
    expect(labels(from, to, 'UTC')).toEqual(['15:00', '18:00', '21:00', '3 Nov', '03:00', '06:00', '09:00', '12:00']);
    expect(labels(from, to, 'Asia/Kolkata')[0]).toBe('21:00');
  });

  it('stay on the hour when clocks change', () => {
    const from = Date.UTC(2026, 2, 28, 20);
    expect(labels(from, from + 16 * 3_600_000, 'Europe/Amsterdam', 6)).toEqual([
      '21:00',
      '29 Mar',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
    ]);
  });

  it('are days for long ranges', () => {
    const from = Date.UTC(2026, 9, 5);
    expect(labels(from, from + 30 * 86_400_000, 'UTC')).toEqual([
      '5 Oct',
      '10 Oct',
      '15 Oct',
      '20 Oct',
      '25 Oct',
      '30 Oct',
    ]);
  });

  it('lie under the middle of bars that are days', () => {
    const starts = [1, 2, 3].map((day) => Date.UTC(2026, 10, day));
    const ticks = dayTicks(starts, Date.UTC(2026, 10, 4), 'UTC', 2);
    expect(ticks).toEqual([
      { time: Date.UTC(2026, 10, 1, 12), label: '1 Nov' },
      { time: Date.UTC(2026, 10, 3, 12), label: '3 Nov' },
    ]);
  });
});
