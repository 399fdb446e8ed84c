import { type Kysely, sql } from 'kysely';
import type { RollupTableName, Tables } from './tables.ts';

/** A row of ten numbers, its header, and its entries in three indexes. */
const REQUEST_BYTES = 150;
/** A row of thirteen numbers, its header and its key; and its sketch. */
const ROLLUP_BYTES = 160;
const SAMPLED = 1000;

const ROLLUPS: readonly RollupTableName[] = [
  'rollups_minute',
  'rollups_quarter',
  'rollups_day',
  'rollups_group',
  'rollups_ip',
  'rollups_instance',
];

/**
 * What the rows of a server's tables take, about. Their files say nothing of it: they keep the space of deleted rows
 * for later ones, so that a size cap would never be met by deleting.
 */
export async function estimatedBytes(db: Kysely<Tables>): Promise<number> {
  let bytes = REQUEST_BYTES * (await countRows(db, 'requests'));
  for (const table of ROLLUPS) {
    const rows = await countRows(db, table);
    if (rows > 0) bytes += rows * (ROLLUP_BYTES + (await sketchBytes(db, table)));
  }
  return Math.round(bytes);
}

async function countRows(db: Kysely<Tables>, table: 'requests' | RollupTableName): Promise<number> {
  const query = db.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('rows'));
  return (await query.executeTakeFirstOrThrow()).rows;
}

async function sketchBytes(db: Kysely<Tables>, table: RollupTableName): Promise<number> {
  const { rows } = await sql<{ bytes: number | null }>`
    select avg(length(sketch)) as bytes from (select sketch from ${sql.table(table)} limit ${sql.lit(SAMPLED)}) sampled`.execute(
    db,
  );
  return Number(rows[0]?.bytes ?? 0);
}
