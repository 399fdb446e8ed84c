import type { EpochMillis } from '../../../model/clock.ts';
import type { TimeRange } from '../../../model/time-range.ts';
import { RESOLUTION_MILLIS } from '../../../rollup/resolution.ts';
import type { FigureSource } from './figure-rows.ts';
import type { Question } from './question.ts';
import { readRollups } from './rollup-reader.ts';
import type { Segment } from './segments.ts';

const { day: DAY, quarter: QUARTER } = RESOLUTION_MILLIS;

/** Raw requests that one question about a day reads where whole days can stand for the others; fewer of a longer range. */
const MOST_AT_EDGES = 50_000;
/** Raw requests that one question reads where nothing else can answer, or only too coarsely for a chart. */
const MOST_INSTEAD = 1_000_000;

export interface RawReading {
  readonly segments: readonly Segment[];
  /** From when on whole days can stand for raw requests; infinite when they cannot. */
  readonly daysFrom: EpochMillis;
  /** They can without a chart's points becoming coarser. */
  readonly daysFit: boolean;
}

/** The time before which raw requests are too many for one question; 0 when they are few. */
export async function rawHorizon(
  source: FigureSource,
  { filters }: Pick<Question, 'filters'>,
  { segments, daysFrom, daysFit }: RawReading,
): Promise<EpochMillis> {
  const raw = segments.filter(({ source }) => source === 'raw').reverse();
  if (raw.reduce((width, { from, to }) => width + to - from, 0) < QUARTER) return 0;
  const most = mostAtEdges(segments);
  const perDay = await requestsPerDay(source, raw, filters);
  let read = 0;
  for (const part of raw.flatMap(inDays)) {
    const day = part.from - (part.from % DAY);
    const requests = ((perDay.get(day) ?? 0) * (part.to - part.from)) / DAY;
    const limit = day >= daysFrom && daysFit ? most : MOST_INSTEAD;
    if (read + requests > limit) return day >= daysFrom ? day + DAY : part.to - DAY * ((limit - read) / requests);
    read += requests;
  }
  return 0;
}

/** The longer the range, the less of it are the hours that whole days count too much. */
function mostAtEdges(segments: readonly Segment[]): number {
  const from = segments[0]?.from ?? 0;
  const to = segments.at(-1)?.to ?? from;
  return MOST_AT_EDGES / Math.max(1, (to - from) / DAY);
}

/** From the newest. */
function inDays({ from, to }: TimeRange): readonly TimeRange[] {
  const parts: TimeRange[] = [];
  for (let end = to; end > from; ) {
    const start = Math.max(from, Math.ceil(end / DAY - 1) * DAY);
    parts.push({ from: start, to: end });
    end = start;
  }
  return parts;
}

/** Only endpoints have an index of their own: what else is filtered is read all the same. */
async function requestsPerDay(
  source: FigureSource,
  segments: readonly Segment[],
  filters: Question['filters'],
): Promise<ReadonlyMap<EpochMillis, number>> {
  const starts = segments.map(({ from }) => from - (from % DAY));
  const range = { from: Math.min(...starts), to: Math.max(...segments.map(({ to }) => to)) };
  const question = {
    columns: [],
    isTimed: true,
    span: DAY,
    needsSketch: false,
    figures: [],
    filters: filters.filter(({ column }) => column === 'endpoint_id'),
  };
  const rows = await readRollups(source, question, { ...range, source: 'day', facet: 'statusCode', offset: 0 });
  return new Map(rows.map(({ time = 0, requests }) => [time, requests]));
}
