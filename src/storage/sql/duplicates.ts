import { type InsertQueryBuilder, type InsertResult, sql } from 'kysely';
import type { Tables } from './tables.ts';

type Insert<Table extends keyof Tables> = InsertQueryBuilder<Tables, Table, InsertResult>;

/** What an insert does about rows whose key is already there. */
export interface Duplicates {
  ignore<Table extends keyof Tables>(insert: Insert<Table>): Insert<Table>;
  /** Overwrites `columns` of the row with the same `key`. */
  replace<Table extends keyof Tables>(insert: Insert<Table>, columns: ReplacedColumns<Table>): Insert<Table>;
}

interface ReplacedColumns<Table extends keyof Tables> {
  readonly key: readonly (keyof Tables[Table] & string)[];
  readonly columns: readonly (keyof Tables[Table] & string)[];
}

/** `on conflict`, of SQLite and PostgreSQL. */
export const onConflict: Duplicates = {
  ignore: (insert) => insert.onConflict((conflict) => conflict.doNothing()),
  replace: (insert, { key, columns }) =>
    insert.onConflict((conflict) =>
      conflict.columns(key as never).doUpdateSet((eb) => {
        const values = columns.map((column) => [column, eb.ref(`excluded.${column}` as never)]);
        return Object.fromEntries(values) as never;
      }),
    ),
};

/** `on duplicate key`, of MySQL and MariaDB. */
export const onDuplicateKey: Duplicates = {
  ignore: (insert) => insert.ignore(),
  replace: (insert, { columns }) => {
    const values = columns.map((column) => [column, sql`values(${sql.ref(column)})`]);
    return insert.onDuplicateKeyUpdate(Object.fromEntries(values) as never);
  },
};
