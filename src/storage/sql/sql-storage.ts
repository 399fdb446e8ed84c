import { Kysely } from 'kysely';
import type { Clock, EpochMillis } from '../../model/clock.ts';
import type { Endpoint, EndpointKey, MonitoringLevel } from '../../model/endpoint.ts';
import type { MetricsQuery, MetricsRow } from '../../model/metrics-query.ts';
import type { OutlierRecord } from '../../model/outlier.ts';
import type { Profile } from '../../model/profile.ts';
import type { RecordBatch } from '../../model/record-batch.ts';
import type { RuntimeRow } from '../../model/runtime-sample.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { Session, User } from '../../model/user.ts';
import type { DatabaseFigures } from '../database-figures.ts';
import type { GraphBook } from '../graph-book.ts';
import type { InstanceBook } from '../instance-book.ts';
import type { MaintenanceLog } from '../maintenance-log.ts';
import type { RegressionBook } from '../regression-book.ts';
import type {
  AuthStore,
  Blocking,
  DetailsQuery,
  DistributionRow,
  Page,
  ProfilesResult,
  PruneResult,
  RequestsQuery,
  RetentionPolicy,
  Sighting,
  SightingsQuery,
  Storage,
  StoredOutlier,
  StoredProfile,
  StoredRequest,
  WorkWatch,
  WriteResult,
} from '../storage.ts';
import type { StorageLocation } from '../storage-location.ts';
import { StorageUnavailable } from '../storage-unavailable.ts';
import type { TokenBook } from '../token-book.ts';
import type { UserBook } from '../user-book.ts';
import { BatchWriter } from './batch-writer.ts';
import { listBlockings } from './details/blockings.ts';
import { listOutliers, readOutlier } from './details/outlier-reader.ts';
import { latestProfiles, listProfiles, readProfile } from './details/profile-reader.ts';
import { ProfileWriter } from './details/profile-writer.ts';
import { EndpointChanges } from './endpoint-changes.ts';
import { EndpointStore } from './endpoint-store.ts';
import { SqlGraphBook } from './graphs/sql-graph-book.ts';
import { Heartbeats } from './heartbeats.ts';
import { takeLease } from './leases.ts';
import { LoginStore } from './login-store.ts';
import { queryDistributions, queryMetrics, type Snapshot } from './metrics/query-metrics.ts';
import { migrate } from './migrate.ts';
import { readFigures } from './read-figures.ts';
import { rebuildRollups } from './rebuild-rollups.ts';
import { SqlRegressionBook } from './regressions/sql-regression-book.ts';
import { RequestFolder } from './request-folder.ts';
import { listRequests } from './request-list.ts';
import { Retention } from './retention.ts';
import { RollupWriter } from './rollup-writer.ts';
import { listRuntime } from './runtime/list-runtime.ts';
import { SessionStore } from './session-store.ts';
import { listGroups, listIps, listVersions } from './sightings.ts';
import type { SqlEngine } from './sql-engine.ts';
import { SqlMaintenanceLog } from './sql-maintenance-log.ts';
import { SqlTokenBook } from './sql-token-book.ts';
import { SqlUserBook } from './sql-user-book.ts';
import { TablePrefixPlugin } from './table-prefix-plugin.ts';
import type { Tables } from './tables.ts';
import { UnfoldedRequests } from './unfolded-requests.ts';

export interface SqlStorageParts {
  readonly location: StorageLocation;
  readonly clock: Clock;
  readonly loadEngine: () => Promise<SqlEngine>;
}

/** Opened: the connection and what works on it. */
interface Opened {
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
  readonly sessions: SessionStore;
  readonly logins: LoginStore;
  readonly users: SqlUserBook;
}

/** The same storage on every SQL database. */
export class SqlStorage implements Storage {
  readonly #parts: SqlStorageParts;
  #opened: Opened | null = null;

  constructor(parts: SqlStorageParts) {
    this.#parts = parts;
  }

  get engine(): string {
    return this.#parts.location.engine;
  }

  get warnings(): readonly string[] {
    return this.#opened?.engine.warnings ?? [];
  }

  get graphs(): GraphBook {
    return this.#open.graphs;
  }

  get instances(): InstanceBook {
    return this.#open.instances;
  }

  get maintenance(): MaintenanceLog {
    return this.#open.maintenance;
  }

  get regressions(): RegressionBook {
    return this.#open.regressions;
  }

  get users(): UserBook {
    return this.#open.users;
  }

  get tokens(): TokenBook {
    return this.#open.tokens;
  }

  async open(): Promise<void> {
    if (this.#opened !== null) return;
    const { location, clock } = this.#parts;
    const { tablePrefix } = location;
    const engine = await this.#parts.loadEngine();
    const db = new Kysely<Tables>({ dialect: await engine.connect(), plugins: [new TablePrefixPlugin(tablePrefix)] });
    try {
      await migrate(db, engine, tablePrefix);
    } catch (error) {
      await db.destroy();
      throw error;
    }
    const rollups = new RollupWriter(db, engine);
    const folder = new RequestFolder({ db, engine, clock, rollups });
    this.#opened = {
      engine,
      db,
      rollups,
      batches: new BatchWriter({ db, engine, clock, rollups, folder }),
      profiles: new ProfileWriter({ db, engine, clock }),
      endpoints: new EndpointStore(db, engine, clock),
      changes: new EndpointChanges({ db, engine, rollups, clock }),
      retention: new Retention({ db, engine, clock, folder }),
      graphs: new SqlGraphBook(db, engine),
      instances: new Heartbeats(db, engine, clock),
      maintenance: new SqlMaintenanceLog(db, engine, clock),
      regressions: new SqlRegressionBook(db, engine),
      tokens: new SqlTokenBook(db, engine.duplicates),
      unfolded: new UnfoldedRequests(),
      sessions: new SessionStore(db, engine.duplicates),
      logins: new LoginStore(db, engine),
      users: new SqlUserBook(db, engine),
    };
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    await opened?.db.destroy();
  }

  async sizeBytes(): Promise<number | null> {
    const { engine, db } = this.#open;
    return engine.sizeBytes(db);
  }

  async figures(): Promise<DatabaseFigures> {
    const { engine, db } = this.#open;
    return readFigures(db, engine);
  }

  async revision(): Promise<number> {
    const { engine, db } = this.#open;
    return engine.revision(db);
  }

  async write(batches: readonly RecordBatch[], defaultLevel: MonitoringLevel = 1): Promise<WriteResult> {
    return this.#open.batches.write(batches, defaultLevel);
  }

  async writeProfiles(profiles: readonly Profile[]): Promise<ProfilesResult> {
    return this.#open.profiles.write(profiles);
  }

  async fold(): Promise<void> {
    return this.#open.batches.fold();
  }

  async rebuildRollups(range: TimeRange): Promise<void> {
    return rebuildRollups(this.#open, range);
  }

  async prune(policy: RetentionPolicy, isDryRun: boolean, watch?: WorkWatch): Promise<PruneResult> {
    return this.#open.retention.prune(policy, isDryRun, watch);
  }

  async removeEndpoint(id: number): Promise<boolean> {
    return this.#open.changes.remove(id);
  }

  async mergeEndpoint(id: number, into: number): Promise<boolean> {
    return this.#open.changes.merge(id, into);
  }

  async renameEndpoint(id: number, name: EndpointKey): Promise<boolean> {
    return this.#open.changes.rename(id, name);
  }

  async backup(file: string): Promise<void> {
    const { engine, db } = this.#open;
    return engine.backup(db, file);
  }

  async takeLease(name: string, holder: string, now: EpochMillis, until: EpochMillis): Promise<boolean> {
    const { db, engine } = this.#open;
    return takeLease(db, engine, { name, holder, now, until });
  }

  async addEndpoints(endpoints: readonly EndpointKey[], defaultLevel: MonitoringLevel): Promise<void> {
    return this.#open.endpoints.add(endpoints, defaultLevel);
  }

  async setMonitoringLevel(endpointId: number, level: MonitoringLevel): Promise<Endpoint | null> {
    return this.#open.endpoints.setLevel(endpointId, level);
  }

  async listEndpoints(): Promise<readonly Endpoint[]> {
    return this.#open.endpoints.list();
  }

  async queryMetrics(query: MetricsQuery): Promise<readonly MetricsRow[]> {
    return this.#read((snapshot) => queryMetrics(snapshot, query));
  }

  async queryDistributions(query: Omit<MetricsQuery, 'metrics'>): Promise<readonly DistributionRow[]> {
    return this.#read((snapshot) => queryDistributions(snapshot, query));
  }

  async listRequests(query: RequestsQuery): Promise<Page<StoredRequest>> {
    return this.#read((snapshot) => listRequests(snapshot, query));
  }

  async listRuntime(range: TimeRange, stepMillis: number): Promise<readonly RuntimeRow[]> {
    return this.#read(({ db }) => listRuntime(db, range, stepMillis));
  }

  async listVersions(query: SightingsQuery): Promise<readonly Sighting[]> {
    return this.#read((snapshot) => listVersions(snapshot, query));
  }

  async listGroups(query: SightingsQuery): Promise<readonly Sighting[]> {
    return this.#read((snapshot) => listGroups(snapshot, query));
  }

  async listIps(query: SightingsQuery): Promise<readonly Sighting[]> {
    return this.#read((snapshot) => listIps(snapshot, query));
  }

  async listProfiles(query: DetailsQuery): Promise<Page<StoredProfile>> {
    return this.#read(({ db }) => listProfiles(db, query));
  }

  async readProfile(requestId: number): Promise<(StoredProfile & { readonly profile: Profile }) | null> {
    return this.#read(({ db }) => readProfile(db, requestId));
  }

  async latestProfiles(query: DetailsQuery): Promise<readonly Profile[]> {
    return this.#read(({ db }) => latestProfiles(db, query));
  }

  async listOutliers(query: DetailsQuery): Promise<Page<StoredOutlier>> {
    return this.#read(({ db }) => listOutliers(db, query));
  }

  async readOutlier(id: number): Promise<(StoredOutlier & { readonly record: OutlierRecord }) | null> {
    return this.#read(({ db }) => readOutlier(db, id));
  }

  async listBlockings(range: TimeRange): Promise<readonly Blocking[]> {
    return this.#read(({ db }) => listBlockings(db, range));
  }

  async countUsersWithPassword(): Promise<number> {
    return this.#open.sessions.countUsersWithPassword();
  }

  async findUser(username: string): Promise<User | null> {
    return this.#open.sessions.findUser(username);
  }

  async saveUser(user: Parameters<AuthStore['saveUser']>[0]): Promise<User> {
    return this.#open.sessions.saveUser(user);
  }

  async createSession(session: Parameters<AuthStore['createSession']>[0]): Promise<void> {
    return this.#open.sessions.createSession(session);
  }

  async findSession(tokenHash: string, now: EpochMillis): Promise<Session | null> {
    return this.#open.sessions.findSession(tokenHash, now);
  }

  async deleteSession(tokenHash: string): Promise<void> {
    return this.#open.sessions.deleteSession(tokenHash);
  }

  async deleteExpired(now: EpochMillis): Promise<void> {
    return this.#open.sessions.deleteExpired(now);
  }

  async offerLoginToken(tokenHash: string, now: EpochMillis, expiresAt: EpochMillis): Promise<boolean> {
    return this.#open.logins.offerLoginToken(tokenHash, now, expiresAt);
  }

  async consumeLoginToken(tokenHash: string, now: EpochMillis): Promise<boolean> {
    return this.#open.logins.consumeLoginToken(tokenHash, now);
  }

  async addLoginFailure(key: string, now: EpochMillis, windowMillis: number): Promise<number> {
    return this.#open.logins.addLoginFailure(key, now, windowMillis);
  }

  async loginFailures(key: string, now: EpochMillis): Promise<{ readonly count: number; readonly until: EpochMillis }> {
    return this.#open.logins.loginFailures(key, now);
  }

  async clearLoginFailures(key: string): Promise<void> {
    return this.#open.logins.clearLoginFailures(key);
  }

  get #open(): Opened {
    if (this.#opened === null) throw new StorageUnavailable('The database is not open.', true);
    return this.#opened;
  }

  /** All parts of an answer see the same requests, whatever is written meanwhile. */
  async #read<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
    const { db, engine, unfolded } = this.#open;
    const transaction = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
    return transaction.execute((alone) => work({ db: alone, engine, unfolded }));
  }
}
