import type { Kysely } from 'kysely';
import { COUNTED_COLUMNS } from './counted-requests.ts';
import { foldMarkOf } from './fold-marks.ts';
import type { Facet } from './metrics/exact-rollups.ts';
import type { FoldMark, RequestTable, Tables } from './tables.ts';

/** A stored request that some rollups do not count yet. */
export type UnfoldedRequest = Pick<RequestTable, (typeof COUNTED_COLUMNS)[number]> & { readonly id: number };

interface Known {
  /** All requests after it are known. */
  readonly after: number;
  /** When it changes, endpoints of requests may have changed too. */
  readonly removals: number;
  readonly requests: readonly UnfoldedRequest[];
}

const NOTHING: Known = { after: 0, removals: -1, requests: [] };

/**
 * The stored requests that no rollup counts yet, which every question has to add. Remembered between questions, so
 * that each reads only what has come in since the one before.
 */
export class UnfoldedRequests {
  readonly #known = new Map<FoldMark, Known>();

  /** As of the transaction of `db`, of the rollups that tell the facet apart. */
  async read(db: Kysely<Tables>, facet: Facet): Promise<readonly UnfoldedRequest[]> {
    const mark = foldMarkOf(facet);
    const known = this.#known.get(mark) ?? NOTHING;
    const log = await db.selectFrom('write_log').select([mark, 'removals']).executeTakeFirst();
    const after = log?.[mark] ?? 0;
    const removals = log?.removals ?? 0;
    const remembered = stillUnfolded(known, after, removals);
    const newest = remembered.at(-1)?.id ?? after;
    const added = await db
      .selectFrom('requests')
      .select(['id', ...COUNTED_COLUMNS])
      .where('id', '>', newest)
      .orderBy('id')
      .execute();
    const requests = added.length === 0 ? remembered : [...remembered, ...added];
    // Another question may have seen a later moment meanwhile.
    if (after >= known.after) this.#known.set(mark, { after, removals, requests });
    return requests;
  }
}

function stillUnfolded(known: Known, after: number, removals: number): readonly UnfoldedRequest[] {
  if (known.removals !== removals || known.after > after) return [];
  return known.after === after ? known.requests : known.requests.filter(({ id }) => id > after);
}
