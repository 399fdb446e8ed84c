import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';

/** Parameters of `endpointTimesStatement`. */
const WIDTH = 5;

interface Seen {
  first: EpochMillis;
  last: EpochMillis;
}

/** First and last request of each endpoint in one write. */
export class EndpointTimes {
  readonly #seen = new Map<number, Seen>();

  see(endpointId: number, time: EpochMillis): void {
    const known = this.#seen.get(endpointId);
    if (known === undefined) this.#seen.set(endpointId, { first: time, last: time });
    else if (time > known.last) known.last = time;
    else if (time < known.first) known.first = time;
  }

  async store(db: Kysely<Tables>, engine: SqlEngine, statement: string): Promise<void> {
    // In one order everywhere.
    const seen = [...this.#seen].sort(([a], [b]) => a - b);
    const values = seen.flatMap(([endpointId, { first, last }]) => [first, first, last, last, endpointId]);
    await engine.runAll(db, { sql: statement, width: WIDTH }, { values, from: 0, to: values.length });
  }
}

/** Takes first, first, last, last, endpoint: neither time goes back on what another process has written. */
export function endpointTimesStatement(db: Kysely<Tables>): string {
  const update = db
    .updateTable('endpoints')
    .set((eb) => ({
      first_seen: eb.case().when('first_seen', '>', 0).then(eb.val(0)).else(eb.ref('first_seen')).end(),
      last_requested: eb
        .case()
        .when(eb.fn.coalesce('last_requested', eb.lit(-1)), '<', 0)
        .then(eb.val(0))
        .else(eb.ref('last_requested'))
        .end(),
    }))
    .where('id', '=', 0);
  return update.compile().sql;
}
