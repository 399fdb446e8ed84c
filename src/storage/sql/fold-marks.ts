import type { Kysely } from 'kysely';
import type { Facet } from './metrics/exact-rollups.ts';
import type { FoldMark, Tables } from './tables.ts';

const FOLD_MARKS: readonly FoldMark[] = ['folded_request_id', 'folded_group_id', 'folded_ip_id'];

/** Requests after it are not yet in the rollups that tell the facet apart; without a facet, not in all of them. */
export async function readFoldedId(db: Kysely<Tables>, facet?: Facet): Promise<number> {
  const log = await db.selectFrom('write_log').select(FOLD_MARKS).executeTakeFirst();
  if (log === undefined) return 0;
  if (facet === 'group') return log.folded_group_id;
  if (facet === 'ip') return log.folded_ip_id;
  return facet === undefined ? Math.min(...FOLD_MARKS.map((mark) => log[mark])) : log.folded_request_id;
}

export async function newestRequestId(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('requests').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? 0;
}
