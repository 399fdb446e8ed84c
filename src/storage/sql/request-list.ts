import { type Kysely, type Selectable, sql } from 'kysely';
import type { Page, RequestsQuery, StoredRequest } from '../storage.ts';
import { labelTexts } from './label-texts.ts';
import { columnFilters } from './metrics/question.ts';
import { inList } from './metrics/rollup-reader.ts';
import type { RequestTable, Tables } from './tables.ts';
import { parseTimeCursor, timeCursor } from './time-cursor.ts';

const MOST_PER_PAGE = 1000;

/** Newest first. Pages by the last row's time and id, so that requests that arrive meanwhile shift nothing. */
export async function listRequests(db: Kysely<Tables>, query: RequestsQuery): Promise<Page<StoredRequest>> {
  const { range, cursor } = query;
  const limit = Math.min(MOST_PER_PAGE, Math.max(1, Math.trunc(query.limit) || 1));
  const after = cursor === null ? null : parseTimeCursor(cursor);
  if (cursor !== null && after === null) return { rows: [], nextCursor: null };
  const newest = after === null ? Math.ceil(range.to) - 1 : Math.min(Math.ceil(range.to) - 1, after.time);
  let select = db
    .selectFrom('requests')
    .selectAll()
    .where('time', '>=', Math.ceil(range.from))
    .where('time', '<=', newest);
  for (const { column, ids } of await columnFilters(db, query.filters)) {
    select = select.where(sql.ref(column), 'in', inList(ids));
  }
  if (after !== null) {
    select = select.where((eb) => eb.or([eb('time', '<', after.time), eb('id', '<', after.id)]));
  }
  const found = await select
    .orderBy('time', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const nextCursor = found.length > limit && last !== undefined ? timeCursor(last.time, last.id) : null;
  return { rows: await withTexts(db, rows), nextCursor };
}

async function withTexts(
  db: Kysely<Tables>,
  rows: readonly Selectable<RequestTable>[],
): Promise<readonly StoredRequest[]> {
  const versions = await labelTexts(
    db,
    'versions',
    rows.map((row) => row.version_id),
  );
  const groups = await labelTexts(
    db,
    'groups',
    rows.map((row) => row.group_id),
  );
  const ips = await labelTexts(
    db,
    'ips',
    rows.map((row) => row.ip_id),
  );
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
  }));
}
