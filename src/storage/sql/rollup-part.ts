import type { Kysely } from 'kysely';
import { type CountedRequest, type CountedRequests, RequestCursor } from './counted-requests.ts';
import type { FoldMark, Tables } from './tables.ts';

/** Rollups that are stored together: requests up to the mark are in all of them. */
export interface RollupPart {
  readonly mark: FoldMark;
  /** An empty fold, to be filled and stored. */
  fold(): PartFold;
  /** After rollups were changed elsewhere: what is remembered of them is void. */
  forget(): void;
}

/** Requests folded in memory into the rollups of a part. */
export interface PartFold {
  /** Rollups so far, about: what storing them costs. */
  readonly size: number;
  /** False when `recall` has to read something about the request's endpoint and day first. */
  knows(request: CountedRequest): boolean;
  recall(db: Kysely<Tables>, request: CountedRequest): Promise<void>;
  add(request: CountedRequest): void;
  /** Does what needs no database, so that `store` is short. */
  prepare(): void;
  /** Adds everything to the stored rollups. Can be done once, as it changes what is in memory. */
  store(db: Kysely<Tables>): Promise<void>;
}

export async function addRequests(
  db: Kysely<Tables>,
  folds: readonly PartFold[],
  requests: CountedRequests,
): Promise<void> {
  const cursor = new RequestCursor();
  for (let index = 0; index < requests.count; index += 1) {
    requests.load(index, cursor);
    for (const fold of folds) {
      while (!fold.knows(cursor)) await fold.recall(db, cursor);
      fold.add(cursor);
    }
  }
}
