import type { Kysely } from 'kysely';
import type { TimeRange } from '../../../model/time-range.ts';
import type { Blocking } from '../../detail-store.ts';
import type { Tables } from '../tables.ts';

/** Shorter waits are no finding: every process has them. */
const LEAST_MICROS = 10_000;

/** Who held the event loop while others could have gone on. */
export async function listBlockings(db: Kysely<Tables>, { from, to }: TimeRange): Promise<readonly Blocking[]> {
  const profiles = await db
    .selectFrom('profiles')
    .select(['blocked_by', 'endpoint_id'])
    .select((eb) => [eb.fn.countAll<number>().as('rows'), eb.fn.sum<number>('blocked_micros').as('micros')])
    .where('started_at', '>=', Math.ceil(from))
    .where('started_at', '<', Math.ceil(to))
    .where('blocked_by', 'is not', null)
    .where('blocked_micros', '>=', LEAST_MICROS)
    .groupBy(['blocked_by', 'endpoint_id'])
    .execute();
  const outliers = await db
    .selectFrom('outliers')
    .select(['blocked_by', 'endpoint_id'])
    .select((eb) => [eb.fn.countAll<number>().as('rows')])
    .where('started_at', '>=', Math.ceil(from))
    .where('started_at', '<', Math.ceil(to))
    .where('blocked_by', 'is not', null)
    .groupBy(['blocked_by', 'endpoint_id'])
    .execute();
  const found = new Map<string, Blocking>();
  const add = (blockedBy: string, endpointId: number, part: Partial<Blocking>): void => {
    const name = `${endpointId} ${blockedBy}`;
    const known = found.get(name) ?? { blockedBy, endpointId, outliers: 0, profiles: 0, queuedMillis: 0 };
    found.set(name, { ...known, ...part });
  };
  for (const { blocked_by, endpoint_id, rows, micros } of profiles) {
    add(blocked_by ?? '', endpoint_id, { profiles: rows, queuedMillis: micros / 1000 });
  }
  for (const { blocked_by, endpoint_id, rows } of outliers) add(blocked_by ?? '', endpoint_id, { outliers: rows });
  return [...found.values()];
}
