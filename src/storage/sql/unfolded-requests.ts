import type { Kysely } from 'kysely';
import type { CountedRequest } from './rollup-writer.ts';
import type { Tables } from './tables.ts';

const COLUMNS = [
  'id',
  'endpoint_id',
  'version_id',
  'status_code',
  'group_id',
  'ip_id',
  'instance_id',
  'time',
  'duration_micros',
] as const;

type UnfoldedRequest = CountedRequest & { readonly id: number };

interface Known {
  /** All requests after it are known. */
  readonly after: number;
  /** When it changes, endpoints of requests may have changed too. */
  readonly removals: number;
  readonly requests: readonly UnfoldedRequest[];
}

/**
 * The stored requests that no rollup counts yet, which every question has to add. Remembered between questions, so
 * that each reads only what has come in since the one before.
 */
export class UnfoldedRequests {
  #known: Known = { after: 0, removals: -1, requests: [] };

  /** As of the transaction of `db`. */
  async read(db: Kysely<Tables>): Promise<readonly CountedRequest[]> {
    const log = await db.selectFrom('write_log').select(['folded_request_id', 'removals']).executeTakeFirst();
    const { folded_request_id: after = 0, removals = 0 } = log ?? {};
    const remembered = this.#remembered(after, removals);
    const newest = remembered.at(-1)?.id ?? after;
    const added = await db.selectFrom('requests').select(COLUMNS).where('id', '>', newest).orderBy('id').execute();
    const requests = added.length === 0 ? remembered : [...remembered, ...added];
    // Another question may have seen a later moment meanwhile.
    if (after >= this.#known.after) this.#known = { after, removals, requests };
    return requests;
  }

  #remembered(after: number, removals: number): readonly UnfoldedRequest[] {
    const known = this.#known;
    if (known.removals !== removals || known.after > after) return [];
    return known.after === after ? known.requests : known.requests.filter(({ id }) => id > after);
  }
}
