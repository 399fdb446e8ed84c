import type { InsertQueryBuilder, InsertResult, Kysely } from 'kysely';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';

export interface BulkInsertParts<Table extends keyof Tables> {
  readonly table: Table;
  readonly columns: readonly (keyof Tables[Table] & string)[];
  /** Adds what the insert does about duplicates. */
  readonly finish?: (
    insert: InsertQueryBuilder<Tables, Table, InsertResult>,
  ) => InsertQueryBuilder<Tables, Table, InsertResult>;
}

/** Inserts rows by statements that are built once, as building one costs more than running it. */
export class BulkInsert<Table extends keyof Tables> {
  readonly #engine: SqlEngine;
  /** Most rows first. */
  readonly #statements: readonly { readonly width: number; readonly sql: string }[];

  constructor(db: Kysely<Tables>, engine: SqlEngine, parts: BulkInsertParts<Table>) {
    const { table, columns, finish = (insert) => insert } = parts;
    this.#engine = engine;
    const row = Object.fromEntries(columns.map((column) => [column, 0]));
    this.#statements = engine.rowsPerInsert.map((rows) => {
      const insert = db.insertInto(table).values(new Array(rows).fill(row) as never);
      return { width: rows * columns.length, sql: finish(insert).compile().sql };
    });
  }

  /** `values` are the rows one after the other, each in the order of `columns`. */
  async run(db: Kysely<Tables>, values: readonly unknown[]): Promise<void> {
    let rest = values;
    for (const statement of this.#statements) {
      const count = rest.length - (rest.length % statement.width);
      if (count === 0) continue;
      await this.#engine.insertAll(db, statement, count === rest.length ? rest : rest.slice(0, count));
      rest = rest.slice(count);
    }
  }
}
