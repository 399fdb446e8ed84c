import { CompiledQuery, type Kysely } from 'kysely';
import type { BoundValues } from './sql-engine.ts';
import type { Tables } from './tables.ts';

/** Rows per statement to a server, where a round trip costs more than a row. */
export const SERVER_ROWS_PER_INSERT: readonly number[] = [64, 8, 1];

export async function runOnServer(
  db: Kysely<Tables>,
  { sql, width }: { readonly sql: string; readonly width: number },
  { values, from, to }: BoundValues,
): Promise<void> {
  for (let at = from; at < to; at += width) {
    await db.executeQuery(CompiledQuery.raw(sql, values.slice(at, at + width)));
  }
}
