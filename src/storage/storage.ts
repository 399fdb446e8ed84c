import type { EpochMillis } from '../model/clock.ts';
import type { DurationCount } from '../model/duration-count.ts';
import type { Endpoint, EndpointKey, MonitoringLevel } from '../model/endpoint.ts';
import type { MetricsQuery, MetricsRow } from '../model/metrics-query.ts';
import type { RecordBatch } from '../model/record-batch.ts';
import type { RuntimeRow } from '../model/runtime-sample.ts';
import type { TimeRange } from '../model/time-range.ts';
import type { AuthStore } from './auth-store.ts';
import type { DatabaseFigures } from './database-figures.ts';
import type { DetailStore } from './detail-store.ts';
import type { GraphBook } from './graph-book.ts';
import type { InstanceBook } from './instance-book.ts';
import type { MaintenanceLog } from './maintenance-log.ts';
import type { Page } from './page.ts';
import type { RegressionBook } from './regression-book.ts';
import type { TokenBook } from './token-book.ts';
import type { UserBook } from './user-book.ts';

/**
 * Where records, rollups, users and sessions live: one implementation per database engine, all of
 * which pass `test/contracts/storage-contract.ts`. Every method may reject with `MonitoringError`
 * `NMD_STORAGE_UNAVAILABLE` when the database cannot be reached, is locked for too long or is damaged.
 */
export interface Storage extends RecordWriter, RecordReader, RecordKeeper, DetailStore, AuthStore {
  readonly engine: string;
  /** Known faults of the driver or server that people should hear of; complete once open. */
  readonly warnings: readonly string[];
  /** Connects and brings the schema up to date; safe when several processes start at once. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** Bytes on disk, or null when the engine cannot tell. */
  sizeBytes(): Promise<number | null>;
  figures(): Promise<DatabaseFigures>;
  /** Rejects with `NMD_STORAGE_UNAVAILABLE` when what is stored has been damaged from outside, as far as it shows at once. */
  verify(): Promise<void>;
  /** Grows with every committed write of any process: cheap enough to poll each second. */
  revision(): Promise<number>;
  readonly graphs: GraphBook;
  readonly instances: InstanceBook;
  readonly maintenance: MaintenanceLog;
  readonly regressions: RegressionBook;
  readonly users: UserBook;
  readonly tokens: TokenBook;
}

export interface RecordWriter {
  /**
   * Stores the batches in one transaction. A batch whose instance and sequence
   * were stored before is skipped, so replaying after a lost acknowledgement is harmless. An instance's
   * batches come in the order of their sequence: one that is older than the newest stored counts as stored. Endpoints
   * that do not exist, as after somebody removed them, get the level.
   */
  write(batches: readonly RecordBatch[], defaultLevel?: MonitoringLevel): Promise<WriteResult>;
  /**
   * Adds what has waited for long to the rollups; `write` does so too. No answer depends on it, but fewer single
   * requests have to be looked at for it. To be called now and then.
   */
  fold(): Promise<void>;
  /**
   * Counts the rollups of the range's whole UTC days anew from raw requests. Days of which no raw
   * request is left keep theirs.
   */
  rebuildRollups(range: TimeRange): Promise<void>;
  /** Makes sure that these endpoints exist, so that the overview lists what nobody called yet. */
  addEndpoints(endpoints: readonly EndpointKey[], defaultLevel: MonitoringLevel): Promise<void>;
  /** Answers the endpoint as it is now, or null when there is none with this id. */
  setMonitoringLevel(endpointId: number, level: MonitoringLevel): Promise<Endpoint | null>;
}

export interface WriteResult {
  readonly requests: number;
  /** Batches that had been stored before. */
  readonly replayedBatches: number;
  /** Outliers that could not be stored, though their requests were. Absent when there are none. */
  readonly lostOutliers?: number;
}

/** What is done to data that is stored. Long work is done in steps of at most 50 ms, between which others write. */
export interface RecordKeeper {
  /**
   * Removes whole UTC days that are older than the policy allows, and the texts that nothing refers to then. A dry run
   * only counts the days.
   */
  prune(policy: RetentionPolicy, isDryRun: boolean, watch?: WorkWatch): Promise<PruneResult>;
  /** Removes the endpoint and everything of it. False when there is none. */
  removeEndpoint(id: number): Promise<boolean>;
  /** Moves everything of one endpoint to another and removes it. False when one does not exist. */
  mergeEndpoint(id: number, into: number): Promise<boolean>;
  /** False when there is none, or another endpoint has the name already. */
  renameEndpoint(id: number, name: EndpointKey): Promise<boolean>;
  /**
   * Copies the database, as it is at one moment, to a file that does not exist yet, while others write. Rejects with
   * `NMD_STORAGE_UNAVAILABLE` on servers, which have tools of their own for it.
   */
  backup(file: string): Promise<void>;
  /** True while `holder` may do the fleet's work called `name`; ask again before it ends to keep it. */
  takeLease(name: string, holder: string, now: EpochMillis, until: EpochMillis): Promise<boolean>;
}

export interface RetentionPolicy {
  /** Raw requests older than this go; so for the others. */
  readonly requestsBefore: EpochMillis;
  readonly minuteRollupsBefore: EpochMillis;
  /** Also of the rollups by group and IP. */
  readonly quarterRollupsBefore: EpochMillis;
  /** Outliers and profiles. */
  readonly detailsBefore: EpochMillis;
  /** Beyond it the oldest days of raw requests go too; null for no cap. Servers estimate what they hold. */
  readonly maxBytes: number | null;
}

export interface PruneResult {
  readonly requests: number;
  readonly rollups: number;
  /** Outliers and profiles. */
  readonly details: number;
  /** Versions, groups, addresses and instances to which nothing referred any more. A dry run does not look for them. */
  readonly labels: number;
}

/** Of whoever waits for long work. */
export interface WorkWatch {
  /** Ends the work early, between two steps; what is done stays done. */
  readonly signal: AbortSignal;
  /** So far. */
  progress(done: PruneResult): void;
}

export interface RecordReader {
  /** Samples of all instances, those in one bucket of `stepMillis` from the epoch as one, by time. */
  listRuntime(range: TimeRange, stepMillis: number): Promise<readonly RuntimeRow[]>;
  listEndpoints(): Promise<readonly Endpoint[]>;
  queryMetrics(query: MetricsQuery): Promise<readonly MetricsRow[]>;
  /** How durations are distributed, read as metrics are: what reports compare. Metrics of the query do not matter. */
  queryDistributions(query: Omit<MetricsQuery, 'metrics'>): Promise<readonly DistributionRow[]>;
  /** Newest first. A page may be short while there is a next one: only so many requests are looked at for one. */
  listRequests(query: RequestsQuery): Promise<Page<StoredRequest>>;
  /** Newest first seen first. */
  listVersions(query: SightingsQuery): Promise<readonly Sighting[]>;
  /** Most requests first. */
  listGroups(query: SightingsQuery): Promise<readonly Sighting[]>;
  /** Most requests first. */
  listIps(query: SightingsQuery): Promise<readonly Sighting[]>;
}

/** With the values of the asked dimensions, as in `MetricsRow`. */
export interface DistributionRow {
  readonly row: MetricsRow;
  readonly requests: number;
  readonly errors: number;
  /** Of all requests together. */
  readonly durationMillis: number;
  /** Shortest first; each within 0.75 % of the durations that it stands for. */
  readonly durations: readonly DurationCount[];
}

export interface StoredRequest {
  readonly id: number;
  readonly endpointId: number;
  readonly time: EpochMillis;
  readonly durationMillis: number;
  readonly statusCode: number;
  readonly aborted: boolean;
  readonly version: string;
  readonly group: string | null;
  readonly ip: string | null;
  /** Id of the process that served it. */
  readonly instance: number;
}

export interface RequestsQuery {
  readonly range: TimeRange;
  readonly filters: MetricsQuery['filters'];
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor: string | null;
}

export interface SightingsQuery {
  readonly endpointId: number | null;
  readonly range: TimeRange;
  readonly limit: number;
}

/** A version, group or IP that was seen in the range. */
export interface Sighting {
  readonly value: string;
  readonly firstSeen: EpochMillis;
  readonly lastSeen: EpochMillis;
  readonly requests: number;
}
