import { Kysely } from 'kysely';
import type { Clock } from '../../model/clock.ts';
import type { StorageLocation } from '../storage-location.ts';
import { BatchWriter } from './batch-writer.ts';
import { ProfileWriter } from './details/profile-writer.ts';
import { EndpointChanges } from './endpoint-changes.ts';
import { EndpointStore } from './endpoint-store.ts';
import { SqlGraphBook } from './graphs/sql-graph-book.ts';
import { Heartbeats } from './heartbeats.ts';
import { LoginStore } from './login-store.ts';
import { RollupMemory } from './metrics/rollup-memory.ts';
import { migrate } from './migrate.ts';
import { SqlRegressionBook } from './regressions/sql-regression-book.ts';
import { RequestFolder } from './request-folder.ts';
import { Retention } from './retention.ts';
import { RollupWriter } from './rollup-writer.ts';
import { SessionStore } from './session-store.ts';
import type { SqlEngine } from './sql-engine.ts';
import { SqlMaintenanceLog } from './sql-maintenance-log.ts';
import { SqlTokenBook } from './sql-token-book.ts';
import { SqlUserBook } from './sql-user-book.ts';
import { TablePrefixPlugin } from './table-prefix-plugin.ts';
import type { Tables } from './tables.ts';
import { UnfoldedRequests } from './unfolded-requests.ts';

export interface SqlDatabaseParts {
  readonly location: StorageLocation;
  readonly clock: Clock;
  readonly loadEngine: () => Promise<SqlEngine>;
}

/** The connection and what works on it. */
export interface OpenDatabase {
  readonly engine: SqlEngine;
  readonly db: Kysely<Tables>;
  readonly rollups: RollupWriter;
  readonly batches: BatchWriter;
  readonly profiles: ProfileWriter;
  readonly endpoints: EndpointStore;
  readonly changes: EndpointChanges;
  readonly retention: Retention;
  readonly graphs: SqlGraphBook;
  readonly instances: Heartbeats;
  readonly maintenance: SqlMaintenanceLog;
  readonly regressions: SqlRegressionBook;
  readonly tokens: SqlTokenBook;
  readonly unfolded: UnfoldedRequests;
  readonly memory: RollupMemory;
  readonly sessions: SessionStore;
  readonly logins: LoginStore;
  readonly users: SqlUserBook;
}

/** Connects, and brings the schema up to date. */
export async function openDatabase({ location, clock, loadEngine }: SqlDatabaseParts): Promise<OpenDatabase> {
  const { tablePrefix } = location;
  const engine = await loadEngine();
  const db = new Kysely<Tables>({ dialect: await engine.connect(), plugins: [new TablePrefixPlugin(tablePrefix)] });
  try {
    await migrate(db, engine, tablePrefix);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const rollups = new RollupWriter(db, engine);
  const folder = new RequestFolder({ db, engine, clock, rollups });
  const batches = new BatchWriter({ db, engine, clock, rollups, folder });
  return {
    engine,
    db,
    rollups,
    batches,
    profiles: new ProfileWriter({ db, engine, clock }),
    endpoints: new EndpointStore(db, engine, clock),
    changes: new EndpointChanges({ db, engine, rollups, clock }),
    retention: new Retention({ db, engine, clock, folder, batches }),
    graphs: new SqlGraphBook(db, engine),
    instances: new Heartbeats(db, engine, clock),
    maintenance: new SqlMaintenanceLog(db, engine, clock),
    regressions: new SqlRegressionBook(db, engine),
    tokens: new SqlTokenBook(db, engine.duplicates),
    unfolded: new UnfoldedRequests(),
    memory: new RollupMemory(),
    sessions: new SessionStore(db, engine.duplicates),
    logins: new LoginStore(db, engine),
    users: new SqlUserBook(db, engine),
  };
}
