import type { TimeRange } from '../../../src/model/time-range.ts';
import { formatClock, formatDate } from '../format/time.ts';
import { epochOf, zonedParts } from '../format/zoned-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE);
const DAY_STEPS = [1, 2, 5, 10, 15, 30, 60, 90, 180, 365];

export interface TimeTick {
  readonly time: number;
  readonly label: string;
}

/** Round times of the zone's clock; a day begins with its date. */
export function timeTicks({ from, to }: TimeRange, zone: string, mostTicks: number): readonly TimeTick[] {
  const length = to - from;
  const step = STEPS.find((millis) => length / millis <= mostTicks);
  const times = step === undefined ? days({ from, to }, zone, mostTicks) : clocks({ from, to }, zone, step);
  return times.map((time) => ({ time, label: labelOf(time, zone) }));
}

/** Days of bars: each label under the middle of its bar. */
export function dayTicks(starts: readonly number[], end: number, zone: string, mostTicks: number): readonly TimeTick[] {
  const stride = Math.max(1, Math.ceil(starts.length / Math.max(1, mostTicks)));
  return starts.flatMap((start, index) => {
    if (index % stride !== 0) return [];
    return [{ time: (start + (starts[index + 1] ?? end)) / 2, label: formatDate(start, zone) }];
  });
}

function clocks({ from, to }: TimeRange, zone: string, step: number): readonly number[] {
  const times: number[] = [];
  const { year, month, day } = zonedParts(from, zone);
  // Counted from midnight of the first day; each is set by the clock, so that summer time moves none.
  for (let minutes = 0; ; minutes += step / MINUTE) {
    const time = epochOf({ year, month, day, hour: 0, minute: minutes }, zone);
    if (time >= to) return times;
    if (time >= from) times.push(time);
  }
}

function days({ from, to }: TimeRange, zone: string, mostTicks: number): readonly number[] {
  const step = DAY_STEPS.find((count) => (to - from) / (count * DAY) <= mostTicks) ?? 365;
  const times: number[] = [];
  const { year, month, day } = zonedParts(from, zone);
  for (let offset = 0; ; offset += step) {
    const time = epochOf({ year, month, day: day + offset, hour: 0, minute: 0 }, zone);
    if (time >= to) return times;
    if (time >= from) times.push(time);
  }
}

function labelOf(time: number, zone: string): string {
  const { hour, minute } = zonedParts(time, zone);
  return hour === 0 && minute === 0 ? formatDate(time, zone) : formatClock(time, zone);
}
