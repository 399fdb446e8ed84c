import type { Kysely } from 'kysely';
import type { Clock, EpochMillis } from '../../model/clock.ts';
import type { InstanceIdentity, KnownInstance } from '../../model/instance.ts';
import type { InstanceBook } from '../instance-book.ts';
import type { SqlEngine } from './sql-engine.ts';
import { storedText, TEXT_LENGTHS } from './stored-text.ts';
import type { Tables } from './tables.ts';
import type { Alone } from './write-alone.ts';

const MOST_LISTED = 1000;

/**
 * In a table of their own, so that who stores a batch and who says that he lives never wait for each other; and
 * without counting as a write, which would tell every open dashboard to draw itself anew.
 */
export class Heartbeats implements InstanceBook {
  readonly #db: Kysely<Tables>;
  readonly #engine: SqlEngine;
  readonly #clock: Clock;

  constructor(db: Kysely<Tables>, engine: SqlEngine, clock: Clock) {
    this.#db = db;
    this.#engine = engine;
    this.#clock = clock;
  }

  async beat({ id, host, pid, version, startedAt }: InstanceIdentity): Promise<void> {
    const insert = this.#db.insertInto('heartbeats').values({
      instance: storedText(id, TEXT_LENGTHS.instance),
      host: storedText(host, TEXT_LENGTHS.host),
      pid,
      version: storedText(version, TEXT_LENGTHS.version),
      started_at: startedAt,
      last_seen: this.#clock.now(),
    });
    const columns = ['host', 'pid', 'version', 'started_at', 'last_seen'] as const;
    await this.#engine.duplicates.replace(insert, { key: ['instance'], columns }).execute();
  }

  async list(): Promise<readonly KnownInstance[]> {
    const query = this.#db
      .selectFrom('heartbeats')
      .leftJoin('instances', 'instances.name', 'heartbeats.instance')
      .select(['instance', 'instances.id as number', 'host', 'pid', 'version', 'started_at', 'last_seen'])
      .orderBy('last_seen', 'desc')
      .orderBy('instance');
    const rows = await query.limit(MOST_LISTED).execute();
    const known = rows.map(({ instance, number, host, pid, version, started_at: startedAt, last_seen: lastSeen }) => {
      return { id: instance, number, host, pid, version, startedAt, lastSeen };
    });
    return [...known, ...(await this.#silent())];
  }

  /** Whose records others stored, as they could not reach the database themselves. */
  async #silent(): Promise<readonly KnownInstance[]> {
    const query = withoutHeartbeat(this.#db).select(['id', 'name']).orderBy('name').limit(MOST_LISTED);
    return (await query.execute()).map(({ id, name }) => {
      return { id: name, number: id, host: null, pid: null, version: null, startedAt: null, lastSeen: null };
    });
  }
}

interface Silent {
  readonly before: EpochMillis;
  readonly now: EpochMillis;
  readonly most: number;
}

/** Forgets instances that were not seen since, and answers how many. One of which nothing is known is taken to have been seen now. */
export async function removeSilent(db: Kysely<Tables>, alone: Alone, silent: Silent): Promise<number> {
  const known = await silentSince(db, silent.before).limit(1).execute();
  const unknown = await withoutHeartbeat(db).select('name').limit(1).execute();
  return known.length + unknown.length === 0 ? 0 : alone((writer) => removeSilentAlone(writer, silent));
}

async function removeSilentAlone(db: Kysely<Tables>, { before, now, most }: Silent): Promise<number> {
  const unknown = await withoutHeartbeat(db).select('name').limit(most).execute();
  const rows = unknown.map(({ name }) => ({ instance: name, last_seen: now }));
  if (rows.length > 0) await db.insertInto('heartbeats').values(rows).execute();
  const names = (await silentSince(db, before).limit(most).execute()).map(({ instance }) => instance);
  if (names.length === 0) return 0;
  await db.deleteFrom('instances').where('name', 'in', names).execute();
  await db.deleteFrom('heartbeats').where('instance', 'in', names).execute();
  return names.length;
}

function silentSince(db: Kysely<Tables>, before: EpochMillis) {
  return db.selectFrom('heartbeats').select('instance').where('last_seen', '<', before).orderBy('last_seen');
}

function withoutHeartbeat(db: Kysely<Tables>) {
  return db
    .selectFrom('instances')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('heartbeats').select('last_seen').whereRef('instance', '=', 'name'))),
    );
}
