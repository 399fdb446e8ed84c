import type { Kysely, Selectable } from 'kysely';
import type { Clock } from '../../model/clock.ts';
import type { Endpoint, EndpointKey, MonitoringLevel } from '../../model/endpoint.ts';
import { EndpointIds } from './endpoint-ids.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { EndpointTable, Tables } from './tables.ts';
import { writeAlone } from './write-alone.ts';

export class EndpointStore {
  readonly #db: Kysely<Tables>;
  readonly #engine: SqlEngine;
  readonly #clock: Clock;

  constructor(db: Kysely<Tables>, engine: SqlEngine, clock: Clock) {
    this.#db = db;
    this.#engine = engine;
    this.#clock = clock;
  }

  async add(endpoints: readonly EndpointKey[], level: MonitoringLevel): Promise<void> {
    const added = { level, firstSeen: this.#clock.now() };
    const ids = new EndpointIds(this.#engine.duplicates);
    await writeAlone(this.#db, this.#engine, (db) => ids.resolve(db, endpoints, added));
  }

  async list(): Promise<readonly Endpoint[]> {
    const rows = await this.#db.selectFrom('endpoints').selectAll().orderBy('id').execute();
    return rows.map(endpointOf);
  }

  async setLevel(id: number, level: MonitoringLevel): Promise<Endpoint | null> {
    const row = await writeAlone(this.#db, this.#engine, async (db) => {
      await db.updateTable('endpoints').set({ level }).where('id', '=', id).execute();
      return db.selectFrom('endpoints').selectAll().where('id', '=', id).executeTakeFirst();
    });
    return row === undefined ? null : endpointOf(row);
  }
}

function endpointOf(row: Selectable<EndpointTable>): Endpoint {
  const { id, method, route, level, first_seen, last_requested } = row;
  return { id, method, route, level, firstSeen: first_seen, lastRequested: last_requested };
}
