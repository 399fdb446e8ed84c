import type { Kysely, Selectable } from 'kysely';
import type { TimeRange } from '../../model/time-range.ts';
import type { RequestTable, Tables } from './tables.ts';

const PER_PAGE = 5000;

/** Raw requests, newest first, page by page: a million of them never are in memory at once. */
export async function* requestPages(
  db: Kysely<Tables>,
  { from, to }: TimeRange,
): AsyncGenerator<readonly Selectable<RequestTable>[]> {
  let last: { readonly time: number; readonly id: number } | null = null;
  for (;;) {
    let query = db.selectFrom('requests').where('time', '>=', from).selectAll();
    if (last === null) query = query.where('time', '<', to);
    else {
      const { time, id } = last;
      query = query.where('time', '<=', time).where((eb) => eb.or([eb('time', '<', time), eb('id', '<', id)]));
    }
    const rows: readonly Selectable<RequestTable>[] = await query
      .orderBy('time', 'desc')
      .orderBy('id', 'desc')
      .limit(PER_PAGE)
      .execute();
    if (rows.length > 0) yield rows;
    if (rows.length < PER_PAGE) return;
    last = rows.at(-1) ?? null;
  }
}
