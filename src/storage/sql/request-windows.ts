import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { OTHER_FACET } from '../../rollup/label-cap.ts';
import { RESOLUTION_MILLIS } from '../../rollup/resolution.ts';
import type { Facet } from './metrics/exact-rollups.ts';
import { facetHorizons } from './metrics/horizons.ts';
import type { Snapshot } from './metrics/query-metrics.ts';
import type { ColumnFilter, KeyColumn } from './metrics/question.ts';
import { readRollups } from './metrics/rollup-reader.ts';
import { settledRange } from './metrics/settled-range.ts';
import { readUnfolded } from './metrics/unfolded.ts';
import type { SqlEngine } from './sql-engine.ts';
import { NO_LABEL, type Tables } from './tables.ts';

const { day: DAY, quarter: QUARTER } = RESOLUTION_MILLIS;

const LABEL_FACETS: readonly { readonly facet: Facet; readonly column: KeyColumn }[] = [
  { facet: 'group', column: 'group_id' },
  { facet: 'ip', column: 'ip_id' },
  { facet: 'instance', column: 'instance_id' },
];
/** What rollups by status tell apart. */
const STATUS_COLUMNS: ReadonlySet<KeyColumn> = new Set(['endpoint_id', 'version_id', 'status_code']);

interface Search {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly range: TimeRange;
  readonly filters: readonly ColumnFilter[];
  /** Quarter hours with matching requests that no rollup counts yet. */
  readonly unfolded: ReadonlySet<EpochMillis>;
}

/** Whose rollups are searched: each is folded by itself. */
function searchedFacets(filters: readonly ColumnFilter[]): readonly Facet[] {
  const facets = new Set<Facet>(['statusCode']);
  for (const { column } of filters) {
    if (column === 'group_id') facets.add('group');
    if (column === 'ip_id') facets.add('ip');
  }
  return [...facets];
}

/**
 * Where in the range requests that pass the filters may be, newest first: rollups know the days and mostly the
 * quarter hours, so that a rare status is not looked for among millions of requests.
 */
export async function* requestWindows(
  { db, engine, unfolded }: Snapshot,
  asked: TimeRange,
  filters: readonly ColumnFilter[],
): AsyncGenerator<TimeRange> {
  const range = await settledRange(db, asked);
  const found = new Set<EpochMillis>();
  for (const facet of searchedFacets(filters)) {
    readUnfolded(await unfolded.read(db, facet), { filters, ranges: [range] }, ({ time }) =>
      found.add(time - (time % QUARTER)),
    );
  }
  const search = { db, engine, range, filters, unfolded: found };
  for (const day of await possibleDays(search)) {
    for (const { from, to } of await windowsOfDay(search, day)) {
      if (from < range.to && to > range.from) yield { from: Math.max(from, range.from), to };
    }
  }
}

/** Newest first. */
async function possibleDays(search: Search): Promise<readonly EpochMillis[]> {
  const { range, filters, unfolded } = search;
  let days = allDays(range);
  for (const { facet, column } of [{ facet: 'statusCode', column: 'status_code' } as const, ...LABEL_FACETS]) {
    if (facet !== 'statusCode' && !filters.some((filter) => filter.column === column)) continue;
    const { day: since = 0 } = await facetHorizons(search.db, facet);
    const counted = await countedBuckets(search, {
      facet,
      source: 'day',
      range: { from: days.at(-1) ?? range.from, to: range.to },
    });
    days = days.filter((day) => day < since || counted.has(day));
  }
  const unfoldedDays = [...unfolded].map((time) => time - (time % DAY));
  return [...new Set([...days, ...unfoldedDays])].sort((a, b) => b - a);
}

function allDays({ from, to }: TimeRange): EpochMillis[] {
  const days: EpochMillis[] = [];
  for (let day = from - (from % DAY); day < to; day += DAY) days.push(day);
  return days.reverse();
}

/** Newest first. */
async function windowsOfDay(search: Search, day: EpochMillis): Promise<readonly TimeRange[]> {
  const whole = { from: day, to: day + DAY };
  const { quarter: since = 0 } = await facetHorizons(search.db, 'statusCode');
  if (day < since || !search.filters.some(({ column }) => column === 'status_code' || column === 'version_id'))
    return [whole];
  const counted = await countedBuckets(search, { facet: 'statusCode', source: 'quarter', range: whole });
  const quarters = [...new Set([...counted, ...[...search.unfolded].filter((time) => time >= day && time < whole.to)])];
  const windows: { from: number; to: number }[] = [];
  for (const quarter of quarters.sort((a, b) => b - a)) {
    const last = windows.at(-1);
    if (last?.from === quarter + QUARTER) last.from = quarter;
    else windows.push({ from: quarter, to: quarter + QUARTER });
  }
  return windows;
}

interface Counted {
  readonly facet: Facet;
  readonly source: 'day' | 'quarter';
  readonly range: TimeRange;
}

/** Buckets in which the rollups of the facet count something that passes the filters as far as they tell it apart. */
async function countedBuckets(
  { db, engine, filters }: Search,
  { facet, source, range }: Counted,
): Promise<ReadonlySet<EpochMillis>> {
  const label = LABEL_FACETS.find((each) => each.facet === facet)?.column;
  const told = filters.filter(
    ({ column }) => column === label || column === 'endpoint_id' || (label === undefined && STATUS_COLUMNS.has(column)),
  );
  const question = {
    columns: [],
    isTimed: true,
    span: RESOLUTION_MILLIS[source],
    needsSketch: false,
    figures: [],
    filters: told.map(({ column, ids }) => ({ column, ids: column === label ? withOthers(ids) : ids })),
  };
  const rows = await readRollups({ db, engine }, question, { ...range, source, facet, offset: 0 });
  return new Set(rows.map(({ time = 0 }) => time));
}

/** A label beyond the cap is counted among the others. */
function withOthers(ids: readonly number[]): readonly number[] {
  return ids.some((id) => id !== NO_LABEL) ? [...ids, OTHER_FACET] : ids;
}
