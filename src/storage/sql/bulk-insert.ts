import { type InsertQueryBuilder, type InsertResult, type Kysely, sql } from 'kysely';
import type { SqlEngine } from './sql-engine.ts';
import type { Tables } from './tables.ts';

export interface BulkInsertParts<Table extends keyof Tables> {
  readonly table: Table;
  readonly columns: readonly (keyof Tables[Table] & string)[];
  /** Columns that have the same in all rows: what is written into the statement need not be bound to each row. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Adds what the insert does about duplicates. */
  readonly finish?: (
    insert: InsertQueryBuilder<Tables, Table, InsertResult>,
  ) => InsertQueryBuilder<Tables, Table, InsertResult>;
}

interface InsertStatement {
  readonly width: number;
  readonly sql: string;
}

/** Inserts rows by statements that are built once, as building one costs more than running it. */
export class BulkInsert<Table extends keyof Tables> {
  readonly #db: Kysely<Tables>;
  readonly #engine: SqlEngine;
  readonly #parts: BulkInsertParts<Table>;
  /** By rows. */
  readonly #statements = new Map<number, InsertStatement>();

  constructor(db: Kysely<Tables>, engine: SqlEngine, parts: BulkInsertParts<Table>) {
    this.#db = db;
    this.#engine = engine;
    this.#parts = parts;
  }

  /** `values` are the rows one after the other, each in the order of `columns`. */
  async run(db: Kysely<Tables>, values: readonly unknown[]): Promise<void> {
    const columns = this.#parts.columns.length;
    let from = 0;
    for (const rows of this.#engine.rowsPerInsert) {
      const width = rows * columns;
      const to = values.length - ((values.length - from) % width);
      if (to === from) continue;
      await this.#engine.runAll(db, this.#statement(rows), { values, from, to });
      from = to;
    }
  }

  #statement(rows: number): InsertStatement {
    let statement = this.#statements.get(rows);
    if (statement === undefined) {
      statement = this.#build(rows);
      this.#statements.set(rows, statement);
    }
    return statement;
  }

  #build(rows: number): InsertStatement {
    const { table, columns, constants = {}, finish = (insert) => insert } = this.#parts;
    const bound = columns.map((column) => [column, 0]);
    const written = Object.entries(constants).map(([column, value]) => [column, sql.lit(value)]);
    const row = Object.fromEntries([...bound, ...written]);
    const insert = this.#db.insertInto(table).values(new Array(rows).fill(row) as never);
    return { width: rows * columns.length, sql: finish(insert).compile().sql };
  }
}
