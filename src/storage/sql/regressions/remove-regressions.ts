import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

export async function removeRegressionsOf(db: Kysely<Tables>, endpointId: number): Promise<void> {
  await db.deleteFrom('regressions').where('endpoint_id', '=', endpointId).execute();
}
