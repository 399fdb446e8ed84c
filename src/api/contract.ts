/**
 * Every route's answer, shared with the UI as types. Times are ISO 8601 UTC strings, durations
 * milliseconds. A list is an object under its plural noun.
 */
import type { CodeOrigin } from '../model/code-line.ts';
import type { MonitoringLevel } from '../model/endpoint.ts';
import type { Dimension, Metric, TimeStep } from '../model/metrics-query.ts';
import type { OutlierMachine, OutlierRequest, StackSampleKind } from '../model/outlier.ts';
import type { LineKind, ProfileNote } from '../model/profile.ts';
import type { DropReason, SpillStatus, StorageState } from '../model/status.ts';
import type { Role } from '../model/user.ts';

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

/** `PATCH /api/endpoints/:id` takes this. */
export interface LevelBody {
  readonly level: MonitoringLevel;
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

/** `GET /api/requests?endpoint&status&version&group&ip&from&to&limit&cursor`, newest first. */
export interface RequestsAnswer {
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

/** A line of code; see `CodeLine`. */
export interface ApiCodeLine {
  readonly file: string;
  readonly line: number | null;
  readonly function: string;
  readonly code: string | null;
  readonly origin: CodeOrigin;
}

/** Milliseconds by kind of line. */
export type ApiKindTimes = Readonly<Record<LineKind, number>>;

/** `GET /api/profiles?endpoint&version&from&to&limit&cursor`, newest first, without lines. */
export interface ProfilesAnswer {
  readonly profiles: readonly ApiProfileSummary[];
  readonly nextCursor: string | null;
}

export interface ApiProfileSummary {
  readonly id: number;
  /** Null for the moment until its request is stored. */
  readonly requestId: number | null;
  readonly endpointId: number;
  readonly time: string;
  readonly durationMillis: number;
  readonly version: string;
  readonly byKind: ApiKindTimes;
}

/** `GET /api/profiles/:requestId`. The self times of all lines add up to the request. */
export interface ApiProfile extends ApiProfileSummary {
  readonly lines: readonly ApiProfileLine[];
  /** Of the CPU sampler; null when it did not run. */
  readonly samplingPeriodMillis: number | null;
  readonly samples: number;
  readonly costMillis: number;
  readonly isTruncated: boolean;
  readonly notes: readonly ProfileNote[];
}

/** One row of an execution tree, in preorder. A line that has self time of several kinds has a row below itself for each further one. */
export interface ApiProfileLine extends ApiCodeLine {
  readonly indent: number;
  readonly kind: LineKind;
  /** With everything below it. */
  readonly durationMillis: number;
  readonly selfMillis: number;
  /** Of `durationMillis`. */
  readonly byKind: ApiKindTimes;
  readonly waitsFor: string | null;
  readonly heldBy: string | null;
}

/** `GET /api/endpoints/:id/grouped-profile?version&from&to`, and with `&baselineVersion` each line's change. */
export interface GroupedProfileAnswer {
  readonly endpointId: number;
  /** Profiled requests that are merged, at most 100; durations are of them. */
  readonly requests: number;
  readonly averageMillis: number | null;
  readonly lines: readonly ApiGroupedLine[];
  readonly baseline: {
    readonly version: string;
    readonly requests: number;
    readonly averageMillis: number | null;
  } | null;
  readonly notes: readonly ProfileNote[];
}

/** Preorder, the costliest first below each line. With a baseline, also the lines that only it has, with 0 hits. */
export interface ApiGroupedLine extends ApiCodeLine {
  readonly indent: number;
  /** Requests in which the line was seen. */
  readonly hits: number;
  /** Over the requests in which it was seen, of time with everything below. */
  readonly averageMillis: number;
  readonly standardDeviationMillis: number;
  readonly totalMillis: number;
  /** Over all merged requests together. */
  readonly selfMillis: number;
  /** Of `totalMillis`. */
  readonly byKind: ApiKindTimes;
  /** Of `selfMillis`. */
  readonly selfByKind: ApiKindTimes;
  readonly waitsFor: string | null;
  readonly heldBy: string | null;
  /** The same line in the baseline version, which may have another number there; null without one or when it is new. */
  readonly baseline: { readonly hits: number; readonly averageMillis: number; readonly totalMillis: number } | null;
}

/** `GET /api/code-links`: how a line of code becomes a link to the host of its repository. */
export interface CodeLinksAnswer {
  /** The repository's folder where the app runs: files below it are on the code host. Null without `git`. */
  readonly rootFolder: string | null;
  /**
   * With `{commit}` (a version that is a whole commit hash), `{path}` (below `rootFolder`) and `{line}` to be replaced.
   * Null unless `git` names a clone of a code host that is known.
   */
  readonly urlTemplate: string | null;
}

/** `GET /api/findings/blocked?from&to`: endpoints whose code held the event loop while others could have gone on, the worst first. */
export interface BlockedAnswer {
  readonly findings: readonly ApiBlockedFinding[];
}

export interface ApiBlockedFinding extends ApiBlocking {
  /** By name. */
  readonly blockedBy: string;
  /** Null when there is no endpoint of this name any more. */
  readonly endpointId: number | null;
  /** The worst first. */
  readonly victims: readonly (ApiBlocking & { readonly endpointId: number })[];
}

interface ApiBlocking {
  readonly outliers: number;
  /** Profiled requests that waited 10 ms or longer. */
  readonly profiles: number;
  /** Of these profiled requests together. */
  readonly queuedMillis: number;
}

/** `GET /api/outliers?endpoint&version&from&to&limit&cursor`, newest first. */
export interface OutliersAnswer {
  readonly outliers: readonly ApiOutlierSummary[];
  readonly nextCursor: string | null;
}

export interface ApiOutlierSummary {
  readonly id: number;
  readonly requestId: number | null;
  readonly endpointId: number;
  readonly time: string;
  readonly elapsedMillis: number;
  readonly thresholdMillis: number;
  /** Null while the request goes on. */
  readonly durationMillis: number | null;
  readonly status: number | null;
  readonly version: string;
  readonly cpuPercents: readonly number[];
  readonly processCpuPercent: number;
  readonly residentBytes: number;
  readonly eventLoopDelayMillis: number;
  readonly blockedBy: string | null;
}

/** `GET /api/outliers/:id`. `request`, its headers and `environment` are null for guests. */
export interface ApiOutlier extends ApiOutlierSummary {
  readonly stacks: readonly ApiStackSample[];
  readonly request: OutlierRequest | null;
  readonly environment: Readonly<Record<string, string>> | null;
  readonly machine: OutlierMachine;
}

export interface ApiStackSample {
  readonly kind: StackSampleKind;
  readonly lines: readonly ApiCodeLine[];
  readonly forMillis: number | null;
  readonly waitsFor: string | null;
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
