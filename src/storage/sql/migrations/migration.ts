import type { Kysely } from 'kysely';
import type { ColumnTypes } from '../column-types.ts';

export interface MigrationContext {
  /** Untyped on purpose: a migration sees the schema of its time, not today's. */
  readonly db: Kysely<unknown>;
  readonly columnTypes: ColumnTypes;
  /** Of tables; names of indexes need it spelled out. */
  readonly tablePrefix: string;
}

/** One step forward; there is no way back. Never changed once released. */
export type Migration = (context: MigrationContext) => Promise<void>;
