import type { EpochMillis } from '../../../model/clock.ts';
import type { Dimension, TimeStep } from '../../../model/metrics-query.ts';
import type { TimeZone } from '../../../rollup/time-zone.ts';

const MINUTE = 60_000;

export type TimeDimension = Extract<Dimension, 'time' | 'day' | 'hourOfDay'>;

export function isTimeDimension(dimension: Dimension): dimension is TimeDimension {
  return dimension === 'time' || dimension === 'day' || dimension === 'hourOfDay';
}

/** What a time counts under in the zone. Remembers, as thousands of rows share few buckets. */
export function localBuckets(dimension: TimeDimension, step: TimeStep, zone: TimeZone): (time: EpochMillis) => number {
  const cut = cutOf(dimension, step, zone);
  const known = new Map<EpochMillis, number>();
  return (time) => {
    let bucket = known.get(time);
    if (bucket === undefined) {
      bucket = cut(time);
      known.set(time, bucket);
    }
    return bucket;
  };
}

function cutOf(dimension: TimeDimension, step: TimeStep, zone: TimeZone): (time: EpochMillis) => number {
  if (dimension === 'hourOfDay') return (time) => zone.hourOfDay(time);
  if (dimension === 'day') return (time) => zone.startOfDay(time);
  return STEP_STARTS[step](zone);
}

const STEP_STARTS: Readonly<Record<TimeStep, (zone: TimeZone) => (time: EpochMillis) => EpochMillis>> = {
  '1m': () => startOfMinutes(1),
  '5m': () => startOfMinutes(5),
  // Every offset is a multiple of a quarter hour, so that these are the same in all zones.
  '15m': () => startOfMinutes(15),
  '1h': (zone) => (time) => zone.startOfHours(time, 1),
  '6h': (zone) => (time) => zone.startOfHours(time, 6),
  '1d': (zone) => (time) => zone.startOfDay(time),
};

function startOfMinutes(count: number): (time: EpochMillis) => EpochMillis {
  return (time) => time - (time % (count * MINUTE));
}
