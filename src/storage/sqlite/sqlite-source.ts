import type { SqliteConnection } from './sqlite-connection.ts';
import type { SqliteDriverChoice } from './sqlite-module.ts';

/** Where an SQLite database is: in a file, or in memory. */
export interface SqliteSource {
  /** Rejects with `NMD_STORAGE_UNAVAILABLE`. */
  connect(driver: SqliteDriverChoice['module']): Promise<ConnectedSqlite>;
  /** Whether other processes can write to it too. */
  readonly isShared: boolean;
}

export interface ConnectedSqlite {
  readonly connection: SqliteConnection;
  /** Throws `NMD_STORAGE_UNAVAILABLE` when what is stored has been damaged from outside, as far as it shows at once. */
  verify(): void;
  close(): void;
}
