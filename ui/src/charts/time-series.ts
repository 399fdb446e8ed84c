import type { TimeStep } from '../../../src/model/metrics-query.ts';
import type { TimeRange } from '../../../src/model/time-range.ts';
import { bucketStarts, nextStart } from '../data/time-step.ts';
import type { SeriesColor } from './chart-colors.ts';

export type LineStyle = 'solid' | 'dashed' | 'thin';

export interface TimeSeries {
  readonly name: string;
  readonly color: SeriesColor;
  readonly style?: LineStyle;
  /** One per bucket; null where there is no value. */
  readonly values: readonly (number | null)[];
}

export interface Buckets {
  readonly starts: readonly number[];
  readonly step: TimeStep;
  /** From the first bucket's start to the last one's end. */
  readonly range: TimeRange;
  /** Index of the bucket that is not over yet, or null. */
  readonly unfinished: number | null;
}

interface Answer {
  readonly from: string;
  readonly to: string;
  readonly step: TimeStep;
  readonly timezone: string;
}

/** The buckets of an answer. Its own range decides, so that what is drawn is what was asked. */
export function bucketsOf(answer: Answer, now: number): Buckets {
  const asked = { from: Date.parse(answer.from), to: Date.parse(answer.to) };
  const starts = bucketStarts(asked, answer.step, answer.timezone);
  const last = starts.at(-1) ?? asked.from;
  const end = nextStart(last, answer.step, answer.timezone);
  return {
    starts,
    step: answer.step,
    range: { from: starts[0] ?? asked.from, to: end },
    unfinished: end > now && starts.length > 0 ? starts.length - 1 : null,
  };
}

/** The bucket that holds the time; null outside. */
export function bucketAt({ starts, range }: Buckets, time: number): number | null {
  if (time < range.from || time >= range.to) return null;
  const after = starts.findIndex((start) => start > time);
  return after === -1 ? starts.length - 1 : after - 1;
}

export function bucketEnd({ starts, range }: Buckets, index: number): number {
  return starts[index + 1] ?? range.to;
}

interface Row {
  readonly time?: string | number | null;
}

/** One value per bucket; `missing` where the answer has no row. `shift` moves rows of another time onto these buckets. */
export function valuesOf<R extends Row>(
  buckets: Buckets,
  rows: readonly R[],
  pick: (row: R) => number | null | undefined,
  { missing = null, shift = 0 }: { readonly missing?: number | null; readonly shift?: number } = {},
): readonly (number | null)[] {
  const values: (number | null)[] = buckets.starts.map(() => missing);
  for (const row of rows) {
    const index = bucketAt(buckets, Date.parse(String(row.time)) + shift);
    if (index !== null) values[index] = pick(row) ?? missing;
  }
  return values;
}

/** Without the bucket that is not over yet, where nothing marks it: it would look like a drop. */
export function finished<Value>({ unfinished }: Buckets, values: readonly Value[]): readonly Value[] {
  return unfinished !== null && values.length > 2 ? values.slice(0, unfinished) : values;
}
