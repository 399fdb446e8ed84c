import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { CountedRequests } from './counted-requests.ts';
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
  /** Adds requests from there on, up to one of whose endpoint and day `recall` has to read something first; answers which. */
  add(requests: CountedRequests, from: number): number;
  recall(db: Kysely<Tables>, endpointId: number, time: EpochMillis): Promise<void>;
  /** Does what needs no database, so that `store` is short. */
  prepare(): void;
  /** Adds everything to the stored rollups. Can be done once, as it changes what is in memory. */
  store(db: Kysely<Tables>): Promise<void>;
}

export async function addRequests(db: Kysely<Tables>, fold: PartFold, requests: CountedRequests): Promise<void> {
  for (let index = fold.add(requests, 0); index < requests.count; index = fold.add(requests, index))
    await fold.recall(db, requests.endpointIds[index] ?? 0, requests.times[index] ?? 0);
}
