import type { Sides } from '../../analysis/reports/endpoint-sample.ts';
import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { ReportPeriod } from '../report-contract.ts';
import { startOfDay } from '../start-of-day.ts';

const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;

/** Which requests a side of a report is of. */
export interface ReportSide {
  readonly range: TimeRange;
  /** Null: all versions. */
  readonly version: string | null;
}

/**
 * The current day, week (from Monday) or month of the zone so far, and the one before it up to the same point: half a
 * Monday is compared with half a Monday.
 */
export function periodSides(period: ReportPeriod, now: EpochMillis, timezone: string): Sides<ReportSide> {
  const from = startOfPeriod(period, now, timezone);
  const before = startOfPeriod(period, from - 1, timezone);
  const baselineTo = Math.min(from, before + (now - from));
  const side = (start: EpochMillis, end: EpochMillis): ReportSide => ({
    range: { from: start, to: Math.max(end, start + 1) },
    version: null,
  });
  return { comparison: side(from, now), baseline: side(before, baselineTo) };
}

function startOfPeriod(period: ReportPeriod, time: EpochMillis, timezone: string): EpochMillis {
  const today = startOfDay(time, timezone);
  const days = period === 'day' ? 0 : daysInto(period, time, timezone);
  // Noon of the day is within it, however clocks were changed in between.
  return days === 0 ? today : startOfDay(today + DAY_MILLIS / 2 - days * DAY_MILLIS, timezone);
}

function daysInto(period: 'week' | 'month', time: EpochMillis, timezone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, weekday: 'short', day: 'numeric' });
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  if (period === 'month') return Number(parts['day']) - 1;
  return ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts['weekday'] ?? 'Mon');
}

export function hoursOf({ from, to }: TimeRange): number {
  return (to - from) / HOUR_MILLIS;
}
