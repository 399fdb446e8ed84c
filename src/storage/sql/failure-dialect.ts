import type {
  CompiledQuery,
  DatabaseConnection,
  DatabaseIntrospector,
  Dialect,
  DialectAdapter,
  Driver,
  Kysely,
  QueryCompiler,
  QueryResult,
  TransactionSettings,
} from 'kysely';

import { StorageUnavailable } from '../storage-unavailable.ts';

export type Failure = (error: unknown) => unknown;

/** A dialect whose errors are the house's own, wherever the driver throws them. */
export class FailureDialect implements Dialect {
  readonly #dialect: Dialect;
  readonly #failure: Failure;

  constructor(dialect: Dialect, failure: Failure) {
    this.#dialect = dialect;
    this.#failure = failure;
  }

  createDriver(): Driver {
    return new FailureDriver(this.#dialect.createDriver(), this.#failure);
  }

  createQueryCompiler(): QueryCompiler {
    return this.#dialect.createQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return this.#dialect.createAdapter();
  }

  // biome-ignore lint/suspicious/noExplicitAny: kysely's own signature.
  createIntrospector(db: Kysely<any>): DatabaseIntrospector {
    return this.#dialect.createIntrospector(db);
  }
}

class FailureDriver implements Driver {
  readonly #driver: Driver;
  readonly #failure: Failure;

  constructor(driver: Driver, failure: Failure) {
    this.#driver = driver;
    this.#failure = failure;
  }

  init(): Promise<void> {
    return this.#mapped(this.#driver.init());
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new FailureConnection(await this.#mapped(this.#driver.acquireConnection()), this.#failure);
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return this.#driver.beginTransaction(connection, settings);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.commitTransaction(connection);
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await this.#driver.rollbackTransaction(connection);
    } catch (error) {
      // A lost connection has rolled back by itself; what counts is the error that came before.
      if (!(error instanceof StorageUnavailable)) throw error;
    }
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    const inner = connection instanceof FailureConnection ? connection.inner : connection;
    await this.#driver.releaseConnection(inner);
  }

  destroy(): Promise<void> {
    return this.#mapped(this.#driver.destroy());
  }

  async #mapped<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (error) {
      throw this.#failure(error);
    }
  }
}

class FailureConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #failure: Failure;

  constructor(inner: DatabaseConnection, failure: Failure) {
    this.inner = inner;
    this.#failure = failure;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      return await this.inner.executeQuery<Row>(query);
    } catch (error) {
      throw this.#failure(error);
    }
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.inner.streamQuery<Row>(query, chunkSize);
  }
}
