import type { EpochMillis } from '../../../model/clock.ts';
import type { Dimension, MetricsQuery, TimeStep } from '../../../model/metrics-query.ts';
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

const STEP_MILLIS: Readonly<Record<TimeStep, number>> = {
  '1m': MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '1h': 60 * MINUTE,
  '6h': 360 * MINUTE,
  '1d': 1440 * MINUTE,
};

/** The widest span of local time that lies in one bucket of each asked dimension; null when none is asked. */
export function commonSpan({ dimensions, step }: MetricsQuery): number | null {
  const spans = dimensions.flatMap((dimension) => {
    if (dimension === 'time') return STEP_MILLIS[step];
    if (dimension === 'day') return STEP_MILLIS['1d'];
    return dimension === 'hourOfDay' ? STEP_MILLIS['1h'] : [];
  });
  return spans.length === 0 ? null : Math.min(...spans);
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
