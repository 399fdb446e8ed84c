/**
 * Every route's answer, shared with the UI as types. Times are ISO 8601 UTC strings, durations
 * milliseconds. A list is an object under its plural noun.
 */
import type { MonitoringLevel } from '../model/endpoint.ts';
import type { Dimension, Metric, TimeStep } from '../model/metrics-query.ts';
import type { DropReason, FollowingStatus, ProfilingStatus, SpillStatus, StorageState } from '../model/status.ts';
import type { Role } from '../model/user.ts';

export type * from './detail-contract.ts';
export type * from './regression-contract.ts';
export type * from './report-contract.ts';

/** RFC 9457 `application/problem+json`: the body of every error. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable, for programs: `unauthorized`, `invalid-query`, … */
  readonly code: string;
  /** Of a 400: everything that is wrong with the query or body, not only the first thing. */
  readonly errors?: readonly InvalidInput[];
}

export interface InvalidInput {
  /** Of the query parameter, path parameter or body field. */
  readonly name: string;
  /** As sent; null when it is missing or secret. */
  readonly value: string | null;
  readonly allowed: string;
}

/** `POST /api/login` takes this, or `{token}` of a one-time login link. */
export interface LoginBody {
  readonly username?: string;
  readonly password?: string;
  readonly token?: string;
}

export interface ApiUser {
  readonly username: string;
  readonly role: Role;
}

/** Of `POST /api/login` and `GET /api/me`. Send `csrfToken` as `X-CSRF-Token` with every write. */
export interface SessionAnswer {
  readonly user: ApiUser;
  readonly csrfToken: string;
}

/**
 * `GET /api/endpoints?from&to` lists these; `GET` and `PATCH /api/endpoints/:id` answer one.
 * The figures are of the asked range (default: the last 24 hours); today and week are in the
 * configured zone and of the last 7 days.
 */
export interface ApiEndpoint {
  readonly id: number;
  readonly method: string;
  readonly route: string;
  /** `GET /users/:id`. */
  readonly name: string;
  readonly level: MonitoringLevel;
  /** `rgb(140, 191, 64)`: configured, else derived from the name. */
  readonly color: string;
  readonly firstSeen: string;
  readonly lastRequested: string | null;
  readonly requests: number;
  readonly errors: number;
  /** 0-1, null without requests. */
  readonly errorRate: number | null;
  readonly average: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** 0-1: this endpoint's part of the time that all endpoints together took in the range. */
  readonly timeShare: number | null;
  readonly requestsToday: number;
  readonly requestsWeek: number;
  readonly requestsOverall: number;
}

/** `PATCH /api/endpoints/:id` takes this: a level, a new name, or both. */
export interface EndpointBody {
  readonly level?: MonitoringLevel;
  readonly method?: string;
  readonly route?: string;
}

export interface EndpointsAnswer {
  readonly endpoints: readonly ApiEndpoint[];
}

/** `GET /api/metrics?metrics&dimensions&from&to&step&timezone&limit&filter.endpoint&filter.version&…` */
export interface MetricsAnswer {
  /** `time` and `day` are ISO 8601 starts of their bucket; otherwise as `MetricsRow`. */
  readonly rows: readonly ApiMetricsRow[];
  readonly from: string;
  readonly to: string;
  /** Width of the `time` buckets: as asked, else chosen to give at most about 120 of them. */
  readonly step: TimeStep;
  readonly timezone: string;
}

export type ApiMetricsRow = Readonly<Partial<Record<Dimension, string | number | null>>> &
  Readonly<Partial<Record<Metric, number | null>>>;

/** `GET /api/requests?endpoint&status&version&group&ip&instance&from&to&limit&cursor`, newest first. */
export interface RequestsAnswer {
  /** May be few, even none, while there is a next page: a rare filter is looked for in steps. */
  readonly requests: readonly ApiRequestRecord[];
  readonly nextCursor: string | null;
}

export interface ApiRequestRecord {
  readonly id: number;
  readonly endpointId: number;
  readonly time: string;
  readonly duration: number;
  readonly status: number;
  readonly version: string;
  readonly group: string | null;
  readonly ip: string | null;
  /** Id of the process that served it. */
  readonly instance: number;
  readonly aborted: boolean;
}

interface Seen {
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly requests: number;
}

/** `GET /api/versions?endpoint&from&to&limit`, newest first. */
export interface VersionsAnswer {
  readonly versions: readonly (Seen & { readonly version: string })[];
}
/** `GET /api/groups?endpoint&from&to&limit`, most requests first. */
export interface GroupsAnswer {
  readonly groups: readonly (Seen & { readonly group: string })[];
}
/** `GET /api/ips?endpoint&from&to&limit`, most requests first. */
export interface IpsAnswer {
  readonly ips: readonly (Seen & { readonly ip: string })[];
}

/** `GET /api/status`: monitor health of the process that answers. */
export interface StatusAnswer {
  readonly state: 'ok' | 'degraded';
  readonly version: string;
  readonly instance: { readonly id: string; readonly host: string; readonly pid: number; readonly startedAt: string };
  readonly records: {
    readonly recorded: number;
    readonly stored: number;
    readonly dropped: Readonly<Record<DropReason, number>>;
    readonly droppedTotal: number;
    /** That the database did not take, though it took their requests. */
    readonly lostOutliers: number;
    readonly callbackErrors: Readonly<Record<string, number>>;
  };
  /** Recorded and not yet stored: in memory, and on disk when the database was away for long. */
  readonly queue: { readonly rows: number; readonly batches: number; readonly spill: SpillStatus };
  readonly flush: {
    readonly lastAt: string | null;
    readonly lastMillis: number | null;
    readonly failedBatches: number;
  };
  readonly worker: { readonly restarts: number; readonly uptimeSeconds: number; readonly memoryBytes: number };
  readonly following: FollowingStatus;
  readonly profiling: ProfilingStatus;
  readonly database: {
    readonly engine: string;
    readonly state: StorageState;
    readonly error: string | null;
    readonly sizeBytes: number | null;
  };
}

/** `GET /api/events`: server-sent events. `change` says that new data is stored, at most once a second. */
export const LIVE_EVENT = 'change';

/** Put into the page as JSON (`<script type="application/json" id="dashboard-config">`): what the UI must know before login. */
export interface DashboardConfig {
  readonly brandName: string;
  readonly titleName: string;
  readonly description: string;
  readonly showLoginBanner: boolean;
  readonly showLoginFooter: boolean;
  readonly timezone: string;
  /** Why nobody can sign in (production without credentials), or null. */
  readonly lockedReason: string | null;
  /** Signed in by the host app's `authorize`: no login page. */
  readonly packageVersion: string;
}
