import type { EpochMillis } from '../../model/clock.ts';
import type { Endpoint, EndpointKey, MonitoringLevel } from '../../model/endpoint.ts';
import type { MetricsQuery, MetricsRow } from '../../model/metrics-query.ts';
import type { OutlierRecord } from '../../model/outlier.ts';
import type { Profile } from '../../model/profile.ts';
import type { RecordBatch } from '../../model/record-batch.ts';
import type { RuntimeRow } from '../../model/runtime-sample.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { Session, User } from '../../model/user.ts';
import type { AuthStore } from '../auth-store.ts';
import type { DatabaseFigures } from '../database-figures.ts';
import type { Blocking, DetailsQuery, ProfilesResult, StoredOutlier, StoredProfile } from '../detail-store.ts';
import type { GraphBook } from '../graph-book.ts';
import type { InstanceBook } from '../instance-book.ts';
import type { MaintenanceLog } from '../maintenance-log.ts';
import type { Page } from '../page.ts';
import type { RegressionBook } from '../regression-book.ts';
import type {
  DistributionRow,
  PruneResult,
  RequestsQuery,
  RetentionPolicy,
  Sighting,
  SightingsQuery,
  Storage,
  StoredRequest,
  WorkWatch,
  WriteResult,
} from '../storage.ts';
import { StorageUnavailable } from '../storage-unavailable.ts';
import type { TokenBook } from '../token-book.ts';
import type { UserBook } from '../user-book.ts';
import { listBlockings } from './details/blockings.ts';
import { listOutliers, readOutlier } from './details/outlier-reader.ts';
import { latestProfiles, listProfiles, readProfile } from './details/profile-reader.ts';
import { takeLease } from './leases.ts';
import { queryDistributions, queryMetrics, type Snapshot } from './metrics/query-metrics.ts';
import { type OpenDatabase, openDatabase, type SqlDatabaseParts } from './open-database.ts';
import { readFigures } from './read-figures.ts';
import { rebuildRollups } from './rebuild-rollups.ts';
import { listRequests } from './request-list.ts';
import { listRuntime } from './runtime/list-runtime.ts';
import { listGroups, listIps, listVersions } from './sightings.ts';

/** The same storage on every SQL database. */
export class SqlStorage implements Storage {
  readonly #parts: SqlDatabaseParts;
  #opened: OpenDatabase | null = null;

  constructor(parts: SqlDatabaseParts) {
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
    this.#opened = await openDatabase(this.#parts);
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

  async verify(): Promise<void> {
    await this.#open.engine.verify?.();
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

  get #open(): OpenDatabase {
    if (this.#opened === null) throw new StorageUnavailable('The database is not open.', true);
    return this.#opened;
  }

  /** All parts of an answer see the same requests, whatever is written meanwhile. */
  async #read<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
    const { db, engine, unfolded, memory } = this.#open;
    const transaction = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
    return transaction.execute((alone) => work({ db: alone, engine, unfolded, memory }));
  }
}
