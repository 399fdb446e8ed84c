import { type Kysely, sql } from 'kysely';
import type { DetailsQuery } from '../../detail-store.ts';
import type { Page } from '../../page.ts';
import { labelTexts } from '../label-texts.ts';
import { columnFilters } from '../metrics/question.ts';
import { inList } from '../metrics/rollup-reader.ts';
import type { Tables } from '../tables.ts';
import { parseTimeCursor, timeCursor } from '../time-cursor.ts';
import type { DetailTableName } from './detail-tables.ts';

const MOST_PER_PAGE = 1000;

export interface DetailPage {
  /** Newest first. */
  readonly ids: readonly number[];
  readonly nextCursor: string | null;
}

/** Which outliers or profiles are on a page. */
export async function detailPage(db: Kysely<Tables>, table: DetailTableName, query: DetailsQuery): Promise<DetailPage> {
  const { range, cursor, endpointId, version } = query;
  const limit = Math.min(MOST_PER_PAGE, Math.max(1, Math.trunc(query.limit) || 1));
  const after = cursor === null ? null : parseTimeCursor(cursor);
  if (cursor !== null && after === null) return { ids: [], nextCursor: null };
  const end = Math.ceil(range.to) - 1;
  let select = db
    .selectFrom(table)
    .select(['id', 'started_at'])
    .where('started_at', '>=', Math.ceil(range.from))
    .where('started_at', '<=', Math.min(end, after?.time ?? end));
  const filters = {
    ...(endpointId === null ? {} : { endpoint: [endpointId] }),
    ...(version === null ? {} : { version: [version] }),
  };
  for (const { column, ids } of await columnFilters(db, filters)) {
    select = select.where(sql.ref(column), 'in', inList(ids));
  }
  if (after !== null) {
    select = select.where((eb) => eb.or([eb('started_at', '<', after.time), eb('id', '<', after.id)]));
  }
  const newestFirst = select.orderBy('started_at', 'desc').orderBy('id', 'desc');
  const found = await newestFirst.limit(limit + 1).execute();
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const isLast = found.length <= limit || last === undefined;
  return { ids: rows.map(({ id }) => id), nextCursor: isLast ? null : timeCursor(last.started_at, last.id) };
}

/** What stands on a page, each row with the text of its version. */
export async function versionedPage<Row extends { readonly id: number; readonly version_id: number }, Stored>(
  db: Kysely<Tables>,
  { ids, nextCursor }: DetailPage,
  { read, stored }: VersionedRows<Row, Stored>,
): Promise<Page<Stored>> {
  if (ids.length === 0) return { rows: [], nextCursor };
  const found = await read(ids);
  const versions = await versionTexts(db, found);
  const byId = new Map(found.map((row) => [row.id, stored(row, versions.get(row.version_id))]));
  return { rows: ids.flatMap((id) => byId.get(id) ?? []), nextCursor };
}

interface VersionedRows<Row, Stored> {
  /** In any order. */
  read(ids: readonly number[]): Promise<readonly Row[]>;
  stored(row: Row, version: string | undefined): Stored;
}

export function versionTexts(
  db: Kysely<Tables>,
  rows: readonly { readonly version_id: number }[],
): Promise<ReadonlyMap<number, string>> {
  return labelTexts(
    db,
    'versions',
    rows.map((row) => row.version_id),
  );
}
