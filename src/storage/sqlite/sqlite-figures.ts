import { type Kysely, sql } from 'kysely';
import type { TableFigures } from '../database-figures.ts';
import { TABLE_NAMES, type Tables } from '../sql/tables.ts';

/** Rows that are counted one by one: a few milliseconds. */
const MOST_COUNTED = 20_000;
/** Pages that are added up: SQLite keeps no sums, so each has to be read. 64 MB. */
const MOST_PAGES = 16_000;

/** SQLite knows neither rows nor bytes of a table without reading it, which is done for what is small. */
export async function sqliteFigures(db: Kysely<Tables>, tablePrefix: string): Promise<readonly TableFigures[]> {
  const bytes = await tableBytes(db);
  const figures: TableFigures[] = [];
  for (const name of TABLE_NAMES) {
    const counted = await countRows(db, name);
    const rows = counted <= MOST_COUNTED ? counted : name === 'requests' ? await idSpan(db) : null;
    figures.push({ name, rows, isEstimate: counted > MOST_COUNTED, bytes: bytes?.get(tablePrefix + name) ?? null });
  }
  return figures;
}

async function countRows(db: Kysely<Tables>, table: string): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select count(*) as rows from (select 1 from ${sql.table(table)} limit ${sql.lit(MOST_COUNTED + 1)})`.execute(db);
  return rows[0]?.rows ?? 0;
}

/** As many as there were, less what was removed in the middle: retention takes the oldest. */
async function idSpan(db: Kysely<Tables>): Promise<number> {
  const ids = db.selectFrom('requests').select('id').limit(1);
  const first = (await ids.orderBy('id').executeTakeFirst())?.id ?? 0;
  const last = (await ids.orderBy('id', 'desc').executeTakeFirst())?.id ?? first;
  return last - first + 1;
}

/** By table, indexes included; null when the database is large. */
async function tableBytes(db: Kysely<Tables>): Promise<ReadonlyMap<string, number> | null> {
  const { rows: pages } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  if ((pages[0]?.page_count ?? 0) > MOST_PAGES) return null;
  const { rows } = await sql<{ table: string; bytes: number }>`
    select s.tbl_name as "table", sum(d.pgsize) as bytes
    from dbstat d join sqlite_schema s on s.name = d.name where d.aggregate = true group by s.tbl_name`
    .execute(db)
    // A library built without this table of statistics can say nothing.
    .catch(() => ({ rows: [] }));
  return new Map(rows.map(({ table, bytes }) => [table, bytes]));
}
