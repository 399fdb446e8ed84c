import type { Generated } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { MonitoringLevel } from '../../model/endpoint.ts';
import type { GraphTrigger } from '../../model/graph.ts';
import type { MaintenanceKind, MaintenanceOutcome } from '../maintenance-log.ts';
import type { ApiTokenTable, LoginFailureTable, LoginTokenTable, SessionTable, UserTable } from './account-tables.ts';
import type { CodeLineTable, OutlierTable, ProfileTable, TracedRequestTable } from './details/detail-tables.ts';
import type { RegressionLookTable, RegressionTable } from './regressions/regression-tables.ts';

/** The schema as the newest migration leaves it. Names here have no prefix; `TablePrefixPlugin` adds it. */
export interface Tables {
  schema_version: { version: number };
  endpoints: EndpointTable;
  versions: LabelTable;
  groups: LabelTable;
  ips: LabelTable;
  instances: InstanceTable;
  heartbeats: HeartbeatTable;
  requests: RequestTable;
  rollups_minute: StatusRollupTable;
  rollups_quarter: StatusRollupTable;
  rollups_hour: StatusRollupTable;
  rollups_day: StatusRollupTable;
  rollups_group: LabelRollupTable;
  rollups_ip: LabelRollupTable;
  rollups_instance: LabelRollupTable;
  rollup_days: RollupDayTable;
  write_log: WriteLogTable;
  leases: LeaseTable;
  horizons: HorizonTable;
  code_lines: CodeLineTable;
  traced_requests: TracedRequestTable;
  outliers: OutlierTable;
  profiles: ProfileTable;
  maintenance_runs: MaintenanceRunTable;
  runtime_samples: RuntimeSampleTable;
  graphs: GraphTable;
  graph_points: GraphPointTable;
  users: UserTable;
  sessions: SessionTable;
  login_tokens: LoginTokenTable;
  login_failures: LoginFailureTable;
  api_tokens: ApiTokenTable;
  regressions: RegressionTable;
  regression_looks: RegressionLookTable;
}

export const TABLE_NAMES: ReadonlySet<string> = new Set<keyof Tables>([
  'schema_version',
  'endpoints',
  'versions',
  'groups',
  'ips',
  'instances',
  'heartbeats',
  'requests',
  'rollups_minute',
  'rollups_quarter',
  'rollups_hour',
  'rollups_day',
  'rollups_group',
  'rollups_ip',
  'rollups_instance',
  'rollup_days',
  'write_log',
  'leases',
  'horizons',
  'code_lines',
  'traced_requests',
  'outliers',
  'profiles',
  'maintenance_runs',
  'runtime_samples',
  'graphs',
  'graph_points',
  'users',
  'sessions',
  'login_tokens',
  'login_failures',
  'api_tokens',
  'regressions',
  'regression_looks',
]);

export interface EndpointTable {
  id: Generated<number>;
  method: string;
  route: string;
  level: MonitoringLevel;
  first_seen: EpochMillis;
  last_requested: EpochMillis | null;
}

/** Texts that requests refer to by id: each is stored once. */
interface LabelTable {
  id: Generated<number>;
  value: string;
}
export type LabelTableName = 'versions' | 'groups' | 'ips';

interface InstanceTable {
  id: Generated<number>;
  name: string;
  /** Of the newest batch stored, which makes replays harmless. */
  last_sequence: number;
}

/** What instances say of themselves. */
interface HeartbeatTable {
  /** Their name. */
  instance: string;
  host: string | null;
  pid: number | null;
  version: string | null;
  started_at: EpochMillis | null;
  last_seen: EpochMillis;
}

/** No id refers to this: none is the id of no row. */
export const NO_LABEL = 0;

export interface RequestTable {
  id: Generated<number>;
  endpoint_id: number;
  time: EpochMillis;
  duration_micros: number;
  status_code: number;
  /** 1: aborted. */
  flags: number;
  version_id: number;
  /** `NO_LABEL` for none. */
  group_id: number;
  /** `NO_LABEL` for none. */
  ip_id: number;
  instance_id: number;
}

export interface RollupTable {
  endpoint_id: number;
  bucket: EpochMillis;
  version_id: number;
  requests: number;
  errors: number;
  sum_micros: number;
  min_micros: number;
  max_micros: number;
  /** Milliseconds from the bucket's start to the first request in it. */
  first_offset: number;
  last_offset: number;
  sketch: Uint8Array | null;
}

/** Every resolution, told apart by status code; of hours only sums, see `STATUS_REGROUPS`. */
interface StatusRollupTable extends RollupTable {
  status_code: number;
}

/** Whole UTC days, told apart by group, IP or instance. */
interface LabelRollupTable extends RollupTable {
  /** `NO_LABEL` for none, `OTHER_FACET` for those beyond the cap. */
  label_id: number;
}

type StatusRollupTableName = 'rollups_minute' | 'rollups_quarter' | 'rollups_hour' | 'rollups_day';
export type LabelRollupTableName = 'rollups_group' | 'rollups_ip' | 'rollups_instance';
export type RollupTableName = StatusRollupTableName | LabelRollupTableName;

/** How often rollups of a UTC day were written, of whatever width. Those from before this was counted have none. */
interface RollupDayTable {
  day: EpochMillis;
  changes: number;
}

/** One row. */
interface WriteLogTable {
  /** Write transactions; on servers also what writers wait for each other at. */
  writes: number;
  /** How often endpoints or labels were removed, which makes remembered ids void. */
  removals: number;
  /** Requests up to this one are in the rollups by status code and instance. */
  folded_request_id: number;
  /** The same of the rollups by group. */
  folded_group_id: number;
  /** The same of the rollups by IP. */
  folded_ip_id: number;
}
export type FoldMark = 'folded_request_id' | 'folded_group_id' | 'folded_ip_id';

interface LeaseTable {
  name: string;
  holder: string;
  until: EpochMillis;
}

/** Retention has taken what is older. */
interface HorizonTable {
  source: string;
  since: EpochMillis;
}

export interface MaintenanceRunTable {
  id: Generated<number>;
  kind: MaintenanceKind;
  /** Name of the instance that does it. */
  instance: string;
  started_at: EpochMillis;
  /** Its last sign of life. */
  seen_at: EpochMillis;
  ended_at: EpochMillis | null;
  outcome: MaintenanceOutcome | null;
  /** 1: somebody wants it to end. */
  is_cancelled: number;
  /** What it removed. */
  requests: number;
  rollups: number;
  details: number;
  labels: number;
  used_bytes: number | null;
}

/** How the process of an instance fared since its sample before. */
export interface RuntimeSampleTable {
  time: EpochMillis;
  instance_id: number;
  elapsed_micros: number;
  loop_active_micros: number;
  loop_delay_p50_micros: number;
  loop_delay_p99_micros: number;
  loop_delay_max_micros: number;
  cpu_micros: number;
  collections: number;
  collection_micros: number;
  collection_max_micros: number;
  resident_bytes: number;
  heap_used_bytes: number;
  heap_total_bytes: number;
  external_bytes: number;
}

export interface GraphTable {
  id: Generated<number>;
  title: string;
  kind: GraphTrigger;
  schedule: string;
  /** Null when it is never due again. */
  next_at: EpochMillis | null;
  /** The last tick that a process has claimed; 0 before the first. */
  last_run: EpochMillis;
  error: string | null;
  error_at: EpochMillis | null;
}

interface GraphPointTable {
  graph_id: number;
  time: EpochMillis;
  /** Empty for the values of a graph that has one only. */
  series: string;
  value: number;
}
