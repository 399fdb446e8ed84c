import type { AliasedRawBuilder, Dialect, Kysely } from 'kysely';
import type { TableFigures } from '../database-figures.ts';
import type { ColumnTypes } from './column-types.ts';
import type { Duplicates } from './duplicates.ts';
import type { Tables } from './tables.ts';

/** Parameters of several runs of a statement, one after the other: those of `values` between two positions. */
export interface BoundValues {
  readonly values: readonly unknown[];
  readonly from: number;
  readonly to: number;
}

/**
 * What one database brings to the shared SQL storage. Everything outside an engine's folder is the
 * same for all of them; where they differ, a named property here says how.
 */
export interface SqlEngine {
  /** Known faults of the driver or server, for the log; complete after `connect`. */
  readonly warnings: readonly string[];
  /** One transaction writes at a time, so that a row read in it cannot change before it is written. */
  readonly isExclusiveWriter: boolean;
  readonly columnTypes: ColumnTypes;
  readonly duplicates: Duplicates;
  /** Rows per insert statement, most first and down to 1: many save round trips, but cost more to bind. */
  readonly rowsPerInsert: readonly number[];
  /** What it did before it failed is undone with the transaction: SQLite copies each page that another insert changes. */
  readonly knowsInsertOrFail: boolean;
  /** All rows as one text of JSON: where the driver makes an object of each, which costs several times what reading it does. */
  readonly answersInJson: boolean;
  /**
   * Of rows that are added up: their sketches one after the other as `sketches`, the lengths of these and what rows
   * without a sketch say as texts `lengths` and `plain`. Null where a database limits the length: each row is read there.
   */
  readonly joinedSketches: readonly AliasedRawBuilder<unknown, 'sketches' | 'lengths' | 'plain'>[] | null;
  /** Rejects with `NMD_DRIVER_MISSING` or `NMD_STORAGE_UNAVAILABLE`. */
  connect(): Promise<Dialect>;
  /** Runs `migrate` while no other process does, and whole or not at all where the database can. */
  migrateAlone(db: Kysely<Tables>, migrate: (db: Kysely<Tables>) => Promise<void>): Promise<void>;
  /** Runs a statement of `width` values for each so many of them, in the transaction of `db`. */
  runAll(
    db: Kysely<Tables>,
    statement: { readonly sql: string; readonly width: number },
    values: BoundValues,
  ): Promise<void>;
  sizeBytes(db: Kysely<Tables>): Promise<number | null>;
  /** Cheap enough for a page that is looked at. */
  tableFigures(db: Kysely<Tables>): Promise<readonly TableFigures[]>;
  /** Without space that later writes can use. */
  usedBytes(db: Kysely<Tables>): Promise<number>;
  /** Returns a little unused space to the disk; 0 when there is no more to do. */
  giveBackSpace(db: Kysely<Tables>): Promise<number>;
  backup(db: Kysely<Tables>, file: string): Promise<void>;
  revision(db: Kysely<Tables>): Promise<number>;
  /** See `Storage.verify`; servers look after their files themselves. */
  verify?(): Promise<void>;
}
