import type { EpochMillis } from '../model/clock.ts';

const DAY_MILLIS = 86_400_000;

/** The first moment of the day that it is in the zone: midnight, or later where clocks skip it. */
export function startOfDay(now: EpochMillis, timezone: string): EpochMillis {
  const localTime = createLocalTime(timezone);
  const midnight = Math.floor(localTime(now) / DAY_MILLIS) * DAY_MILLIS;
  // The day began between 26 hours ago and now; local time only crosses midnight once in between.
  let before = now - 26 * 3_600_000;
  let after = now;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localTime(middle) < midnight) before = middle;
    else after = middle;
  }
  return after;
}

/** What a clock on the wall shows, as if it were UTC. */
function createLocalTime(timezone: string): (time: EpochMillis) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (time) => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
}
