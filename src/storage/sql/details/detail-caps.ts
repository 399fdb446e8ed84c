import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { DetailTableName } from './detail-tables.ts';

/** As many as a grouped profile merges, so that two versions can be compared. */
export const PROFILES_PER_VERSION = 100;
export const PROFILES_PER_ENDPOINT = 500;
export const OUTLIERS_PER_ENDPOINT = 500;

export interface DetailCap {
  readonly table: DetailTableName;
  readonly endpointId: number;
  /** Null: of all versions together. */
  readonly versionId: number | null;
  readonly most: number;
}

/** Removes the oldest beyond the cap. Few rows of an index are read, as there are never many more. */
export async function keepNewest(db: Kysely<Tables>, { table, endpointId, versionId, most }: DetailCap): Promise<void> {
  let own = db.selectFrom(table).select(['started_at', 'id']).where('endpoint_id', '=', endpointId);
  if (versionId !== null) own = own.where('version_id', '=', versionId);
  const newestFirst = own.orderBy('started_at', 'desc').orderBy('id', 'desc');
  const excess = await newestFirst.offset(most).limit(1).executeTakeFirst();
  if (excess === undefined) return;
  const { started_at: time, id } = excess;
  let remove = db.deleteFrom(table).where('endpoint_id', '=', endpointId);
  if (versionId !== null) remove = remove.where('version_id', '=', versionId);
  await remove
    .where((eb) => eb.or([eb('started_at', '<', time), eb.and([eb('started_at', '=', time), eb('id', '<=', id)])]))
    .execute();
}
