import type { Kysely } from 'kysely';
import { OTHER_FACET, OTHER_TEXT } from '../../rollup/label-cap.ts';
import type { LabelTableName, Tables } from './tables.ts';

const ASKED_AT_ONCE = 500;

/** Texts by id; ids without a text are left out. */
export async function labelTexts(
  db: Kysely<Tables>,
  table: LabelTableName,
  ids: Iterable<number>,
): Promise<ReadonlyMap<number, string>> {
  const asked = [...new Set(ids)];
  const texts = new Map<number, string>([[OTHER_FACET, OTHER_TEXT]]);
  for (let at = 0; at < asked.length; at += ASKED_AT_ONCE) {
    const some = asked.slice(at, at + ASKED_AT_ONCE);
    const rows = await db.selectFrom(table).selectAll().where('id', 'in', some).execute();
    for (const { id, value } of rows) texts.set(id, value);
  }
  return texts;
}
