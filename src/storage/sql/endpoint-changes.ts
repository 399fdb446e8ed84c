import type { Kysely } from 'kysely';
import type { Clock } from '../../model/clock.ts';
import { type EndpointKey, endpointName } from '../../model/endpoint.ts';
import { RESOLUTIONS } from '../../rollup/resolution.ts';
import { DETAIL_TABLES, moveDetails, removeDetails, renameBlocker } from './details/detail-keeper.ts';
import { countDeleted } from './end-of-oldest.ts';
import { removeRegressionsOf } from './regressions/remove-regressions.ts';
import { countRemoval } from './removals.ts';
import type { RollupWriter } from './rollup-writer.ts';
import { ShortSteps } from './short-steps.ts';
import type { SqlEngine } from './sql-engine.ts';
import { storedText, TEXT_LENGTHS } from './stored-text.ts';
import type { RollupTableName, Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

const ROLLUP_TABLES: readonly RollupTableName[] = [
  ...RESOLUTIONS.map((resolution) => `rollups_${resolution}` as const),
  'rollups_group',
  'rollups_ip',
  'rollups_instance',
];

export interface EndpointChangesParts {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  readonly rollups: RollupWriter;
  readonly clock: Clock;
}

/**
 * Removes, merges and renames endpoints with all their history. In short steps; only the last one, which
 * takes the endpoint itself, also takes what has arrived meanwhile.
 */
export class EndpointChanges {
  readonly #parts: EndpointChangesParts;

  constructor(parts: EndpointChangesParts) {
    this.#parts = parts;
  }

  /** False when there is none. */
  async remove(id: number): Promise<boolean> {
    if ((await this.#nameOf(id)) === null) return false;
    const steps = new ShortSteps(this.#parts.clock);
    const { rollups } = this.#parts;
    await steps.run((most) => this.#alone((db) => removeRequests(db, id, most)));
    for (const table of DETAIL_TABLES) {
      await steps.run((most) => this.#alone((db) => removeDetails(db, { table, id, most })));
    }
    for (const table of ROLLUP_TABLES)
      await steps.run((most) => this.#alone((db) => removeRollups(db, rollups, { table, id, most })));
    await this.#alone(async (db) => {
      await removeRequests(db, id, null);
      for (const table of DETAIL_TABLES) await removeDetails(db, { table, id, most: null });
      for (const table of ROLLUP_TABLES) await removeRollups(db, rollups, { table, id, most: null });
      await forgetEndpoint(db, id);
    });
    return true;
  }

  /** Moves everything of `from` to `into`. False when there is no such pair. */
  async merge(from: number, into: number): Promise<boolean> {
    const names = { from: await this.#nameOf(from), into: await this.#nameOf(into) };
    if (from === into || names.from === null || names.into === null) return false;
    const [oldName, newName] = [names.from, names.into];
    const steps = new ShortSteps(this.#parts.clock);
    const { rollups } = this.#parts;
    await steps.run((most) => this.#alone((db) => moveRequests(db, { from, into, most })));
    for (const table of DETAIL_TABLES) {
      await steps.run((most) => this.#alone((db) => moveDetails(db, { table, id: from, most }, into)));
    }
    for (const table of ROLLUP_TABLES) {
      await steps.run((most) =>
        this.#alone(async (db) => {
          await countRemoval(db);
          return rollups.move(db, { table, from, into, most });
        }),
      );
    }
    await this.#alone(async (db) => {
      await moveRequests(db, { from, into, most: null });
      for (const table of DETAIL_TABLES) await moveDetails(db, { table, id: from, most: null }, into);
      await renameBlocker(db, oldName, newName);
      for (const table of ROLLUP_TABLES) await rollups.move(db, { table, from, into, most: null });
      await keepTimes(db, from, into);
      await forgetEndpoint(db, from);
    });
    return true;
  }

  /** False when there is none, or another has this name already. */
  async rename(id: number, name: EndpointKey): Promise<boolean> {
    const method = storedText(name.method, TEXT_LENGTHS.method);
    const route = storedText(name.route, TEXT_LENGTHS.route);
    return this.#alone(async (db) => {
      const taken = db.selectFrom('endpoints').select('id').where('method', '=', method).where('route', '=', route);
      const other = await taken.executeTakeFirst();
      if (other !== undefined) return other.id === id;
      const oldName = await nameOf(db, id);
      const renamed = await db.updateTable('endpoints').set({ method, route }).where('id', '=', id).executeTakeFirst();
      if (oldName !== null) await renameBlocker(db, oldName, endpointName({ method, route }));
      await countRemoval(db);
      return renamed.numUpdatedRows > 0n;
    });
  }

  #nameOf(id: number): Promise<string | null> {
    return nameOf(this.#parts.db, id);
  }

  #alone<Result>(work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    return writeAlone(this.#parts.db, this.#parts.engine, work);
  }
}

/** Null when there is none. */
async function nameOf(db: Kysely<Tables>, id: number): Promise<string | null> {
  const query = db.selectFrom('endpoints').select(['method', 'route']).where('id', '=', id);
  const found = await query.executeTakeFirst();
  return found === undefined ? null : endpointName(found);
}

async function forgetEndpoint(db: Kysely<Tables>, id: number): Promise<void> {
  await db.deleteFrom('endpoints').where('id', '=', id).execute();
  await removeRegressionsOf(db, id);
  await countRemoval(db);
}

/** The time up to which `most` of an endpoint's requests lie. */
async function endOf(db: Kysely<Tables>, id: number, most: number | null): Promise<number> {
  if (most === null) return Number.MAX_SAFE_INTEGER;
  const query = db.selectFrom('requests').select('time').where('endpoint_id', '=', id).orderBy('time');
  return (await query.offset(most).limit(1).executeTakeFirst())?.time ?? Number.MAX_SAFE_INTEGER;
}

async function removeRequests(db: Kysely<Tables>, id: number, most: number | null): Promise<number> {
  const end = await endOf(db, id, most);
  const remove = db.deleteFrom('requests').where('endpoint_id', '=', id).where('time', '<=', end);
  return countDeleted(remove);
}

async function moveRequests(
  db: Kysely<Tables>,
  { from, into, most }: { from: number; into: number; most: number | null },
): Promise<number> {
  const end = await endOf(db, from, most);
  const move = db
    .updateTable('requests')
    .set({ endpoint_id: into })
    .where('endpoint_id', '=', from)
    .where('time', '<=', end);
  return Number((await move.executeTakeFirst()).numUpdatedRows);
}

async function removeRollups(
  db: Kysely<Tables>,
  rollups: RollupWriter,
  { table, id, most }: { table: RollupTableName; id: number; most: number | null },
): Promise<number> {
  const own = db.selectFrom(table).select('bucket').where('endpoint_id', '=', id).orderBy('bucket');
  const first = (await own.limit(1).executeTakeFirst())?.bucket;
  if (first === undefined) return 0;
  const next = most === null ? undefined : (await own.offset(most).limit(1).executeTakeFirst())?.bucket;
  const to = (next ?? Number.MAX_SAFE_INTEGER - 1) + 1;
  const remove = db.deleteFrom(table).where('endpoint_id', '=', id).where('bucket', '<', to);
  const removed = await countDeleted(remove);
  await rollups.sumUpAgain(db, table, { from: first, to });
  return removed;
}

async function keepTimes(db: Kysely<Tables>, from: number, into: number): Promise<void> {
  const rows = await db.selectFrom('endpoints').selectAll().where('id', 'in', [from, into]).execute();
  const requested = rows.flatMap((row) => row.last_requested ?? []);
  const first_seen = Math.min(...rows.map((row) => row.first_seen));
  const last_requested = requested.length === 0 ? null : Math.max(...requested);
  await db.updateTable('endpoints').set({ first_seen, last_requested }).where('id', '=', into).execute();
}
