import { startOfDay } from '../../api/start-of-day.ts';
import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Records of the last moments may still be under way. */
const SETTLING_MILLIS = 5 * 60_000;
const WEEKS = [1, 2];

/** The day that is over, and what it is compared with. */
export interface WatchedDays {
  /** Differs from that of any other day. */
  readonly name: string;
  readonly day: TimeRange;
  /** The same day of the weeks before. */
  readonly weeksBefore: readonly TimeRange[];
  /** For the first week; null where one of the two is a day off. */
  readonly dayBefore: TimeRange | null;
}

/** Of the zone. Just after midnight it is still the day before. */
export function watchedDays(now: EpochMillis, timezone: string): WatchedDays {
  const today = startOfDay(now - SETTLING_MILLIS, timezone);
  const dayOf = (time: EpochMillis): TimeRange => {
    const from = startOfDay(time, timezone);
    // Noon of the next day, however clocks are changed in between.
    return { from, to: startOfDay(from + 36 * HOUR, timezone) };
  };
  const day = dayOf(today - 1);
  const noon = day.from + DAY / 2;
  const before = dayOf(noon - DAY);
  return {
    name: new Date(day.from).toISOString(),
    day,
    weeksBefore: WEEKS.map((weeks) => dayOf(noon - 7 * weeks * DAY)),
    dayBefore: isDayOff(noon, timezone) === isDayOff(noon - DAY, timezone) ? before : null,
  };
}

function isDayOff(noon: EpochMillis, timezone: string): boolean {
  const weekday = new Intl.DateTimeFormat('en-US', { timeZone: timezone, weekday: 'short' }).format(noon);
  return weekday === 'Sat' || weekday === 'Sun';
}
