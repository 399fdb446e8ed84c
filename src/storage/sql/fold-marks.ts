import type { Kysely } from 'kysely';
import type { Facet } from './metrics/exact-rollups.ts';
import type { FoldMark, Tables } from './tables.ts';

const FOLD_MARKS: readonly FoldMark[] = ['folded_request_id', 'folded_group_id', 'folded_ip_id'];

/** Requests after it are not yet in the rollups that tell the facet apart. */
export function foldMarkOf(facet: Facet): FoldMark {
  if (facet === 'group') return 'folded_group_id';
  return facet === 'ip' ? 'folded_ip_id' : 'folded_request_id';
}

/** Requests after it are not yet in all rollups. */
export async function readFoldedId(db: Kysely<Tables>): Promise<number> {
  const log = await db.selectFrom('write_log').select(FOLD_MARKS).executeTakeFirst();
  return log === undefined ? 0 : Math.min(...FOLD_MARKS.map((mark) => log[mark]));
}

export async function newestRequestId(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('requests').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? 0;
}
