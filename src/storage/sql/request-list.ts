import { type Kysely, type Selectable, sql } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { Page } from '../page.ts';
import type { RequestsQuery, StoredRequest } from '../storage.ts';
import { labelTexts } from './label-texts.ts';
import type { Snapshot } from './metrics/query-metrics.ts';
import { type ColumnFilter, columnFilters } from './metrics/question.ts';
import { inList } from './metrics/rollup-reader.ts';
import { requestsIn, requestsInAny, sliceStart } from './request-slices.ts';
import { type RequestWindows, requestWindows } from './request-windows.ts';
import type { RequestTable, Tables } from './tables.ts';
import { parseTimeCursor, type TimeCursor, timeCursor } from './time-cursor.ts';

const MOST_PER_PAGE = 1000;
/** Requests looked at for one page, however few of them pass the filters. */
const MOST_LOOKED_AT = 100_000;
const LOOKED_AT_ONCE = 10_000;

type Row = Selectable<RequestTable>;

/** Newest first. Pages by the last row's time and id, so that requests that arrive meanwhile shift nothing. */
export async function listRequests(snapshot: Snapshot, query: RequestsQuery): Promise<Page<StoredRequest>> {
  const { range, cursor } = query;
  const limit = Math.min(MOST_PER_PAGE, Math.max(1, Math.trunc(query.limit) || 1));
  const after = cursor === null ? null : parseTimeCursor(cursor);
  if (cursor !== null && after === null) return { rows: [], nextCursor: null };
  const asked = {
    from: Math.ceil(range.from),
    to: Math.min(Math.ceil(range.to), (after?.time ?? Number.MAX_SAFE_INTEGER - 1) + 1),
  };
  const filters = await columnFilters(snapshot.db, query.filters);
  const { rows: found, lookedUntil } = await findRequests(snapshot, { asked, filters, after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const nextCursor = found.length > limit && last !== undefined ? timeCursor(last.time, last.id) : lookedUntil;
  return { rows: await withTexts(snapshot.db, rows), nextCursor };
}

interface Wanted {
  readonly asked: TimeRange;
  readonly filters: readonly ColumnFilter[];
  /** The row after which the page begins. */
  readonly after: TimeCursor | null;
  readonly limit: number;
}

interface Found {
  readonly rows: readonly Row[];
  /** Cursor of where looking has ended before the end of the range; null when there is no more. */
  readonly lookedUntil: string | null;
}

/** Looks through windows in steps, so that a rare filter ends a page early instead of keeping everybody waiting. */
async function findRequests(snapshot: Snapshot, { asked, filters, after, limit }: Wanted): Promise<Found> {
  const rows: Row[] = [];
  let lookedAt = 0;
  for await (const windows of requestWindows(snapshot, asked, filters)) {
    for await (const step of stepsOf(snapshot.db, windows, filters)) {
      const end = step.ranges[0]?.to ?? asked.to;
      if (lookedAt >= MOST_LOOKED_AT) return { rows, lookedUntil: timeCursor(end, 0) };
      rows.push(...(await readStep(snapshot.db, step.ranges, { filters, after, limit: limit - rows.length })));
      if (rows.length >= limit) return { rows, lookedUntil: null };
      lookedAt += step.requests;
    }
  }
  return { rows, lookedUntil: null };
}

interface Step {
  /** Newest first. */
  readonly ranges: readonly TimeRange[];
  readonly requests: number;
}

async function* stepsOf(
  db: Kysely<Tables>,
  { ranges, requests }: RequestWindows,
  filters: readonly ColumnFilter[],
): AsyncGenerator<Step> {
  if (requests !== null) return yield { ranges, requests };
  for (const window of ranges) {
    for (let { to } = window; to > window.from; ) {
      const step = await nextStep(db, { from: window.from, to }, filters);
      yield { ranges: [{ from: step.from, to }], requests: step.requests };
      to = step.from;
    }
  }
}

/** The time down to which a step looks, and how many requests that are. */
async function nextStep(
  db: Kysely<Tables>,
  range: TimeRange,
  filters: readonly ColumnFilter[],
): Promise<{ readonly from: EpochMillis; readonly requests: number }> {
  const requests = requestsIn(db, range, filters);
  const start = await sliceStart(requests, LOOKED_AT_ONCE);
  if (start !== null) return { from: start, requests: LOOKED_AT_ONCE };
  const all = await requests.select((eb) => eb.fn.countAll<number>().as('requests')).executeTakeFirstOrThrow();
  return { from: range.from, requests: Number(all.requests) };
}

async function readStep(
  db: Kysely<Tables>,
  ranges: readonly TimeRange[],
  { filters, after, limit }: Omit<Wanted, 'asked'>,
): Promise<readonly Row[]> {
  let query = requestsInAny(db, ranges, filters).selectAll();
  // An expression, so that no index of several endpoints is read and sorted.
  for (const { column, ids } of filters) query = query.where(sql`${sql.ref(column)} + 0`, 'in', inList(ids));
  if (after !== null && ranges.some(({ to }) => after.time < to))
    query = query.where((eb) => eb.or([eb('time', '<', after.time), eb('id', '<', after.id)]));
  return query.orderBy('time', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

async function withTexts(db: Kysely<Tables>, rows: readonly Row[]): Promise<readonly StoredRequest[]> {
  const texts = (table: 'versions' | 'groups' | 'ips', column: 'version_id' | 'group_id' | 'ip_id') =>
    labelTexts(
      db,
      table,
      rows.map((row) => row[column]),
    );
  const versions = await texts('versions', 'version_id');
  const groups = await texts('groups', 'group_id');
  const ips = await texts('ips', 'ip_id');
  return rows.map((row) => ({
    id: row.id,
    endpointId: row.endpoint_id,
    time: row.time,
    durationMillis: row.duration_micros / 1000,
    statusCode: row.status_code,
    aborted: (row.flags & 1) === 1,
    version: versions.get(row.version_id) ?? '',
    group: groups.get(row.group_id) ?? null,
    ip: ips.get(row.ip_id) ?? null,
    instance: row.instance_id,
  }));
}
