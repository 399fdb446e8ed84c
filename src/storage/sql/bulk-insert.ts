import { CompiledQuery, type InsertQueryBuilder, type InsertResult, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Rows per statement: many for speed, then fewer, so that any number needs few different statements. */
const STATEMENT_ROWS = [64, 8, 1] as const;

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
  readonly #width: number;
  readonly #statements: readonly { readonly rows: number; readonly sql: string }[];

  constructor(db: Kysely<Tables>, { table, columns, finish = (insert) => insert }: BulkInsertParts<Table>) {
    this.#width = columns.length;
    const row = Object.fromEntries(columns.map((column) => [column, 0]));
    this.#statements = STATEMENT_ROWS.map((rows) => {
      const insert = db.insertInto(table).values(new Array(rows).fill(row) as never);
      return { rows, sql: finish(insert).compile().sql };
    });
  }

  /** `values` are the rows one after the other, each in the order of `columns`. */
  async run(db: Kysely<Tables>, values: readonly unknown[]): Promise<void> {
    let at = 0;
    for (const { rows, sql } of this.#statements) {
      const step = rows * this.#width;
      for (; at + step <= values.length; at += step) {
        await db.executeQuery(CompiledQuery.raw(sql, values.slice(at, at + step)));
      }
    }
  }
}
