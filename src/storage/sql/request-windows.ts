import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { OTHER_FACET } from '../../rollup/label-cap.ts';
import { RESOLUTION_MILLIS } from '../../rollup/resolution.ts';
import type { Facet } from './metrics/exact-rollups.ts';
import type { FigureSource } from './metrics/figure-rows.ts';
import { facetHorizons } from './metrics/horizons.ts';
import type { Snapshot } from './metrics/query-metrics.ts';
import type { ColumnFilter, KeyColumn } from './metrics/question.ts';
import { readRollups } from './metrics/rollup-reader.ts';
import { settledRange } from './metrics/settled-range.ts';
import { readUnfolded } from './metrics/unfolded.ts';
import { NO_LABEL } from './tables.ts';

const { day: DAY, quarter: QUARTER } = RESOLUTION_MILLIS;

/** Looked at without asking how many they are. */
const FEW_REQUESTS = 10_000;
const RANGES_AT_ONCE = 50;
/** Where many requests are, of the newest quarter hours. */
const FIRST_PART = 8 * QUARTER;

const LABEL_FACETS: readonly { readonly facet: Facet; readonly column: KeyColumn }[] = [
  { facet: 'group', column: 'group_id' },
  { facet: 'ip', column: 'ip_id' },
  { facet: 'instance', column: 'instance_id' },
];
/** What rollups by status tell apart. */
const STATUS_COLUMNS: ReadonlySet<KeyColumn> = new Set(['endpoint_id', 'version_id', 'status_code']);

interface Search {
  readonly source: FigureSource;
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

export interface RequestWindows {
  /** Newest first. */
  readonly ranges: readonly TimeRange[];
  /** In the days that they lie in, as far as an index tells: so few that all are looked at. Null where they may be many. */
  readonly requests: number | null;
}

/**
 * Where in the range requests that pass the filters may be, newest first: rollups know the days and mostly the
 * quarter hours, so that a rare status is not looked for among millions of requests.
 */
export async function* requestWindows(
  { unfolded, ...source }: Snapshot,
  asked: TimeRange,
  filters: readonly ColumnFilter[],
): AsyncGenerator<RequestWindows> {
  const range = await settledRange(source.db, asked);
  const found = new Set<EpochMillis>();
  for (const facet of searchedFacets(filters)) {
    readUnfolded(await unfolded.read(source.db, facet), { filters, ranges: [range] }, ({ time }) =>
      found.add(time - (time % QUARTER)),
    );
  }
  const search = { source, range: { from: range.from, to: Math.min(range.to, asked.to) }, filters, unfolded: found };
  for (const stretch of await stretchesOf(search, await possibleDays(search))) {
    for await (const windows of windowsOf(search, stretch)) {
      for (let at = 0; at < windows.length; at += RANGES_AT_ONCE)
        yield {
          ranges: windows.slice(at, at + RANGES_AT_ONCE),
          requests: at > 0 && stretch.requests !== null ? 0 : stretch.requests,
        };
    }
  }
}

/** Newest first. */
async function possibleDays(search: Search): Promise<readonly EpochMillis[]> {
  const { range, filters, unfolded } = search;
  let days = allDays(range);
  for (const { facet, column } of [{ facet: 'statusCode', column: 'status_code' } as const, ...LABEL_FACETS]) {
    if (facet !== 'statusCode' && !filters.some((filter) => filter.column === column)) continue;
    const { day: since = 0 } = await facetHorizons(search.source.db, facet);
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

/** Days that are looked through together. */
interface Stretch {
  /** Newest first. */
  readonly days: readonly [EpochMillis, ...EpochMillis[]];
  readonly requests: number | null;
  /** Rollups say in which quarter hours something may be found. */
  readonly byQuarters: boolean;
}

/** Newest first. Of an endpoint with few requests a day, many days are one stretch. */
async function stretchesOf(search: Search, days: readonly EpochMillis[]): Promise<readonly Stretch[]> {
  const { quarter: since = 0 } = await facetHorizons(search.source.db, 'statusCode');
  const isTold = search.filters.some(({ column }) => column === 'status_code' || column === 'version_id');
  const perDay = isTold ? await requestsPerDay(search, days) : new Map<EpochMillis, number>();
  const stretches: Stretch[] = [];
  for (const day of days) {
    const last = stretches.at(-1);
    const requests = perDay.get(day) ?? null;
    const together = requests === null || !last?.requests ? null : last.requests + requests;
    const byQuarters = isTold && day >= since;
    if (last?.byQuarters && byQuarters && together !== null && together <= FEW_REQUESTS)
      stretches[stretches.length - 1] = { days: [...last.days, day], requests: together, byQuarters };
    else
      stretches.push({
        days: [day],
        requests: requests !== null && requests <= FEW_REQUESTS ? requests : null,
        byQuarters,
      });
  }
  return stretches;
}

/** As far as an index tells: whatever else is filtered is looked at all the same. */
async function requestsPerDay(search: Search, days: readonly EpochMillis[]): Promise<ReadonlyMap<EpochMillis, number>> {
  const [newest, oldest] = [days[0], days.at(-1)];
  if (newest === undefined || oldest === undefined) return new Map();
  const filters = search.filters.filter(({ column }) => column === 'endpoint_id');
  const range = { from: oldest, to: newest + DAY };
  return countedBuckets({ ...search, filters }, { facet: 'statusCode', source: 'day', range });
}

/** Newest first; of a day with many requests that has only begun, the last hours first: they mostly have a page's worth. */
async function* windowsOf(
  search: Search,
  { days, requests, byQuarters }: Stretch,
): AsyncGenerator<readonly TimeRange[]> {
  const range = within({ from: days.at(-1) ?? days[0], to: days[0] + DAY }, search.range);
  if (!byQuarters) return yield [range];
  const known = new Set(days);
  const hasBegun = requests === null && range.to < days[0] + DAY;
  const whole = { from: range.from - (range.from % QUARTER), to: range.to };
  for (const part of hasBegun ? growingParts(whole) : [whole]) {
    const counted = await countedBuckets(search, { facet: 'statusCode', source: 'quarter', range: part });
    const unfolded = [...search.unfolded].filter((time) => time >= part.from && time < part.to);
    const quarters = [...new Set([...counted.keys(), ...unfolded])].filter((time) => known.has(time - (time % DAY)));
    yield joinedQuarters(quarters).map((window) => within(window, search.range));
  }
}

/** Newest first. */
function growingParts({ from, to }: TimeRange): readonly TimeRange[] {
  const parts: TimeRange[] = [];
  for (let end = to, width = FIRST_PART; end > from; width *= 2) {
    const start = Math.max(from, end - (end % QUARTER) - width);
    parts.push({ from: start, to: end });
    end = start;
  }
  return parts;
}

function within({ from, to }: TimeRange, range: TimeRange): TimeRange {
  return { from: Math.max(from, range.from), to: Math.min(to, range.to) };
}

function joinedQuarters(quarters: readonly EpochMillis[]): readonly TimeRange[] {
  const windows: { from: number; to: number }[] = [];
  for (const quarter of quarters.toSorted((a, b) => b - a)) {
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
  { source: read, filters }: Search,
  { facet, source, range }: Counted,
): Promise<ReadonlyMap<EpochMillis, number>> {
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
  const rows = await readRollups(read, question, { ...range, source, facet, offset: 0 });
  return new Map(rows.map(({ time = 0, requests }) => [time, requests]));
}

/** A label beyond the cap is counted among the others. */
function withOthers(ids: readonly number[]): readonly number[] {
  return ids.some((id) => id !== NO_LABEL) ? [...ids, OTHER_FACET] : ids;
}
