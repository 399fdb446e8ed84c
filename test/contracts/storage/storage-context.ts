import type { Storage } from '../../../src/storage/storage.ts';
import type { StorageLocation } from '../../../src/storage/storage-location.ts';

/** What a database engine supplies to be held to the contract of all storages. */
export interface StorageHarness {
  readonly engine: string;
  /** Test title -> why this engine cannot pass it. A title that no test has, or a test that passes, fails. */
  readonly unsupported: Readonly<Record<string, string>>;
  /** A fresh, empty database, or an own prefix in one. */
  createDatabase(): Promise<TestDatabase>;
}

export interface TestDatabase {
  readonly location: StorageLocation;
  /** Runs SQL past the storage, to bring the database into a state that only others can. */
  execute(sql: string): Promise<void>;
  /** Reads past the storage, for what only a later question will see. */
  select(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  drop(): Promise<void>;
}

/** A test that an engine may be unable to pass, see `StorageHarness.unsupported`. */
export type ContractTest = (title: string, timeoutMillis: number, run: () => Promise<void>) => void;

/** What the tests of the contract work with. */
export interface StorageContext {
  /** On the test's database. */
  readonly storage: Storage;
  readonly database: TestDatabase;
  /** Another storage on the same database, as another process would have it. */
  openAnother(): Promise<Storage>;
  readonly clock: MovableClock;
}

export interface MovableClock {
  time: number;
  now(): number;
  monotonic(): number;
}

/** When the contract's clock starts: no test depends on today. */
export const NOW = Date.UTC(2026, 2, 10, 12, 34, 56, 789);
