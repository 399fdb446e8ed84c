import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

/** Who does a fleet's scheduled work until when. */
export interface LeaseWish {
  readonly name: string;
  readonly holder: string;
  readonly now: EpochMillis;
  readonly until: EpochMillis;
}

export async function takeLease(db: Kysely<Tables>, engine: SqlEngine, wish: LeaseWish): Promise<boolean> {
  const { name, holder, now, until } = wish;
  return writeAlone(db, engine, async (alone) => {
    const lease = await alone.selectFrom('leases').selectAll().where('name', '=', name).executeTakeFirst();
    if (lease !== undefined && lease.until > now && lease.holder !== holder) return false;
    const insert = alone.insertInto('leases').values({ name, holder, until });
    await engine.duplicates.replace(insert, { key: ['name'], columns: ['holder', 'until'] }).execute();
    return true;
  });
}
