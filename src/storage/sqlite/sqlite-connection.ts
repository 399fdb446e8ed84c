import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { systemClock } from '../../model/clock.ts';
import type { BoundValues } from '../sql/sql-engine.ts';
import { isLocked, sqliteFailure } from './sqlite-failure.ts';
import type { SqliteDatabase, SqliteStatement } from './sqlite-module.ts';

/** Prepared statements kept: preparing costs more than running a small one. */
const KEPT_STATEMENTS = 200;

/** A write waits this long for other processes; the ingest pipeline then tries again. */
const LONGEST_WAIT_MILLIS = 2000;
/** So long at least, however long it has waited in line: the others in line may have waited for the same process. */
const SHORTEST_WAIT_MILLIS = 500;
const FIRST_PAUSE_MILLIS = 1;
/** Shorter than retention's pauses between two of its steps, or it would often take the next turn too. */
const LAST_PAUSE_MILLIS = 5;

interface Prepared {
  readonly statement: SqliteStatement;
  readonly answersRows: boolean;
}

/** The one connection to a database, lent to one caller at a time. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: SqliteDatabase;
  readonly #file: string;
  readonly #prepared = new Map<string, Prepared>();
  /** Grows with each write of this connection. */
  writes = 0;
  /** Settles when the connection is free for the next in line. */
  #free: Promise<void> = Promise.resolve();
  #giveBack: () => void = () => {};
  /** When the one that has the connection asked for it. */
  #askedAt = 0;

  constructor(database: SqliteDatabase, file: string) {
    this.#database = database;
    this.#file = file;
  }

  async acquire(): Promise<void> {
    const askedAt = systemClock.monotonic();
    const before = this.#free;
    let giveBack: () => void = () => {};
    this.#free = new Promise((resolve) => {
      giveBack = resolve;
    });
    await before;
    this.#giveBack = giveBack;
    this.#askedAt = askedAt;
  }

  release(): void {
    this.#giveBack();
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#whenUnlocked(() => this.#execute<Row>(query));
  }

  /**
   * Writers take the write lock at once: SQLite does not wait for a lock in the middle of a
   * transaction that has read, it fails.
   */
  async begin(isReadOnly: boolean): Promise<void> {
    const inLineMillis = systemClock.monotonic() - this.#askedAt;
    const most = Math.max(SHORTEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS - inLineMillis);
    await this.#whenUnlocked(() => this.#database.exec(isReadOnly ? 'begin' : 'begin immediate'), most);
  }

  async *streamQuery<Row>(
    { sql, parameters }: CompiledQuery,
    chunkSize: number,
  ): AsyncIterableIterator<QueryResult<Row>> {
    try {
      let rows: Row[] = [];
      // Not the kept statement: another query may use that one while this one is read.
      for (const row of this.#database.prepare(sql).iterate(...parameters)) {
        rows.push(row as Row);
        if (rows.length < chunkSize) continue;
        yield { rows };
        rows = [];
      }
      if (rows.length > 0) yield { rows };
    } catch (error) {
      throw sqliteFailure(error, this.#file);
    }
  }

  /** The same statement for each `width` values. Only within a transaction. */
  runAll({ sql, width }: { readonly sql: string; readonly width: number }, { values, from, to }: BoundValues): void {
    try {
      const { statement } = this.#prepare(sql);
      for (let at = from; at < to; at += width) statement.run(...values.slice(at, at + width));
      this.writes += 1;
    } catch (error) {
      throw sqliteFailure(error, this.#file);
    }
  }

  async commit(): Promise<void> {
    await this.#whenUnlocked(() => this.#database.exec('commit'));
  }

  /** Not as a prepared statement: drivers take one step of it, which is one page. */
  async giveBackPages(pages: number): Promise<void> {
    await this.#whenUnlocked(() => this.#database.exec(`pragma incremental_vacuum(${pages})`));
  }

  rollback(): void {
    try {
      this.#database.exec('rollback');
    } catch (error) {
      // SQLite has rolled back by itself after a full disk or a read error.
      if (sqliteFailure(error, this.#file) !== error) throw error;
    }
  }

  close(): void {
    this.#prepared.clear();
    try {
      // SQLite does this at the last close, but not every driver ends its statements before it.
      this.#database.exec('pragma wal_checkpoint(truncate)');
    } catch {
      // The log is kept, and read by whoever opens the file next.
    }
    this.#database.close();
  }

  #execute<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const { statement, answersRows } = this.#prepare(sql);
    if (answersRows) return { rows: statement.all(...parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    this.writes += 1;
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  /** Waits for other processes without blocking the thread, which SQLite's own waiting would. */
  async #whenUnlocked<Result>(work: () => Result, mostMillis = LONGEST_WAIT_MILLIS): Promise<Result> {
    const started = systemClock.monotonic();
    for (let pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(pause * 2, LAST_PAUSE_MILLIS)) {
      try {
        return work();
      } catch (error) {
        const waited = systemClock.monotonic() - started;
        if (!isLocked(error) || waited >= mostMillis) throw sqliteFailure(error, this.#file);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) {
      const statement = this.#database.prepare(sql);
      prepared = { statement, answersRows: statement.columns().length > 0 };
      if (this.#prepared.size >= KEPT_STATEMENTS) this.#forgetOldest();
    } else {
      this.#prepared.delete(sql);
    }
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  #forgetOldest(): void {
    const [oldest] = this.#prepared.keys();
    if (oldest !== undefined) this.#prepared.delete(oldest);
  }
}
