import type { Kysely } from 'kysely';
import { BulkInsert } from './bulk-insert.ts';
import { type RequestConstants, type RequestValues, VALUE_COLUMNS } from './request-values.ts';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';

/** A process has one instance and few versions; but it may take over what ended ones left. */
const MOST_KEPT = 20;

/** The statements that insert requests. */
export class RequestInserts {
  readonly #db: Kysely<Tables>;
  readonly #engine: SqlEngine;
  readonly #inserts = new Map<string, BulkInsert<'requests'>>();

  constructor(db: Kysely<Tables>, engine: SqlEngine) {
    this.#db = db;
    this.#engine = engine;
  }

  async run(db: Kysely<Tables>, { constants, values }: RequestValues): Promise<void> {
    if (values.length > 0) await this.#insertWith(constants).run(db, values);
  }

  #insertWith(constants: RequestConstants): BulkInsert<'requests'> {
    const name = Object.values(constants).join(' ');
    let insert = this.#inserts.get(name);
    if (insert === undefined) {
      if (this.#inserts.size >= MOST_KEPT) this.#inserts.clear();
      const { knowsInsertOrFail } = this.#engine;
      insert = new BulkInsert<'requests'>(this.#db, this.#engine, {
        table: 'requests',
        columns: VALUE_COLUMNS,
        constants: { ...constants },
        finish: (query) => (knowsInsertOrFail ? query.orFail() : query),
      });
      this.#inserts.set(name, insert);
    }
    return insert;
  }
}
