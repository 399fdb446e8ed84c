import type { MonitoringLevel } from '../model/endpoint.ts';
import type { Logger } from '../model/logger.ts';
import type { Role } from '../model/user.ts';
import type { CodeLinks } from './code-links.ts';

/** The framework's own request object, as the adapter types it. */
export type NativeRequest = unknown;

/** A path prefix (`/health`), a pattern tested against the path, or a decision per request. */
export type ExcludeRule<Request = NativeRequest> = string | RegExp | ((request: Request) => boolean);

/** Text made of a request by FMD's rules; functions in it are called, lists become `(a,b)`. */
export type GroupBy<Request = NativeRequest> = (request: Request) => unknown;

/** What `bind` takes. Every option may also come from the environment or a file, functions excepted. */
export interface DashboardOptions<Request = NativeRequest> {
  /** INI file in Flask-MonitoringDashboard's format, relative to the working directory. It must exist. */
  configFile?: string;
  /** Name of an environment variable that holds the path of such a file; it goes before `configFile`, and alone it must be set. */
  configEnvVar?: string;
  /** Version of your app, stored with every request. @default "1.0" */
  version?: string;
  /**
   * A repository, its `.git` folder or a worktree's `.git` file: the version is the hash of the commit it is at.
   * Goes before `version`, which is used when the repository cannot be read.
   */
  git?: string;
  /** Path below which the dashboard lives, without a leading slash. @default "dashboard" */
  link?: string;
  /** Level of endpoints nobody has set a level for. @default 1 */
  monitorLevel?: MonitoringLevel;
  /** A request is an outlier above this many times its endpoint's average; 0 switches outliers off. @default 2.5 */
  outlierDetectionConstant?: number;
  /** Time between two stack samples, milliseconds. @default 5 */
  samplingPeriodMillis?: number;
  /** Print the monitor's own diagnostics. @default false */
  enableLogging?: boolean;
  /** In the dashboard's header. @default "Node Monitoring Dashboard" */
  brandName?: string;
  /** Of the browser's tab. @default "Node Monitoring Dashboard" */
  titleName?: string;
  /** One sentence on the login page. @default "Automatically monitor the evolving performance of Node web services" */
  description?: string;
  /** @default true */
  showLoginBanner?: boolean;
  /** @default true */
  showLoginFooter?: boolean;
  /** First admin. Without it (and outside production) a one-time login link is printed. */
  username?: string;
  password?: string;
  /** Key of the signed export; off while unset. */
  securityToken?: string;
  /** `sqlite:///relative.db`, `sqlite:////absolute.db`, `sqlite://` for memory, `postgresql://…`, `mysql://…`, `mariadb://…`. @default "sqlite:///node-monitoring-dashboard.db" */
  database?: string;
  /** Put before every table's name. @default "nmd_" */
  tablePrefix?: string;
  /** IANA zone in which days and hours are cut. @default the host's */
  timezone?: string;
  /** Colours by endpoint name (`GET /users/:id`) or route: `[r, g, b]`, `"[r,g,b]"` or `#rrggbb`. */
  colors?: Record<string, string | readonly [number, number, number]>;
  /** Who the request was for; evaluated when the response ends. */
  groupBy?: GroupBy<Request> | readonly unknown[];
  /** The client's address; the framework's own trust-proxy-aware value when it answers nothing. */
  getIp?: (request: Request) => string | null | undefined;
  /** Requests that are not recorded. */
  exclude?: ExcludeRule<Request> | readonly ExcludeRule<Request>[];
  /** Asked for every call of the dashboard: false refuses, true goes on to the login, a role signs in. */
  authorize?: (request: Request) => boolean | Role | Promise<boolean | Role>;
  /** What is kept of outliers, at levels 2 and 3. */
  outliers?: OutlierOptions;
  /** Names (of headers, query parameters, environment variables) whose values are never stored, besides the built-in ones. */
  redact?: readonly (string | RegExp)[];
  /** How long data is kept. */
  retention?: RetentionOptions;
  /** Push metrics by OpenTelemetry's protocol. */
  openTelemetry?: OpenTelemetryOptions;
  /** Reserved: accepted without effect. */
  alerts?: Record<string, unknown>;
  /** Where warnings and errors of the monitor go. @default stderr */
  logger?: Logger;
}

/**
 * `average`: an outlier lasts longer than `outlierDetectionConstant` times its endpoint's average. `p99`: longer than 99 of
 * 100 of its requests, and than that many times their median; requests that hang do not raise it.
 */
export type OutlierRule = 'average' | 'p99';

export interface OutlierOptions {
  /** @default "average" */
  rule?: OutlierRule;
  /** Outliers kept of one endpoint in one minute, by each process. @default 10 */
  perMinute?: number;
  /** Keep the bodies that the app has parsed, without secrets and cut to a few kilobytes. @default false */
  bodies?: boolean;
  /** Environment variables that are kept. @default ["NODE_ENV","NODE_OPTIONS","TZ","HOSTNAME"] */
  environment?: readonly string[];
}

export interface RetentionOptions {
  /** @default 7 */
  requestDays?: number;
  /** Outliers and profiles. @default 30 */
  detailDays?: number;
  /** @default 2 */
  minuteRollupDays?: number;
  /** @default 90 */
  quarterHourRollupDays?: number;
  /** Whole database; the oldest data goes first. @default no cap; 256 in memory */
  maxDatabaseMegabytes?: number;
}

/** OTLP over HTTP, in JSON. */
export interface OpenTelemetryOptions {
  /** `https://collector:4318/v1/metrics`; without a path, that of metrics is added. Nothing is pushed without it. */
  endpoint?: string;
  /** Sent along, such as an API key. @default {} */
  headers?: Record<string, string>;
  /** Time between two pushes, milliseconds; at least 1000. @default 60000 */
  intervalMillis?: number;
  /** What the app is called there. @default "unknown_service:node" */
  serviceName?: string;
}

/** Options after validation: complete, frozen, and from one source each. */
export interface ResolvedOptions<Request = NativeRequest> {
  readonly version: string;
  readonly link: string;
  readonly monitorLevel: MonitoringLevel;
  readonly outlierDetectionConstant: number;
  readonly samplingPeriodMillis: number;
  readonly enableLogging: boolean;
  readonly brandName: string;
  readonly titleName: string;
  readonly description: string;
  readonly showLoginBanner: boolean;
  readonly showLoginFooter: boolean;
  readonly username: string | null;
  readonly password: string | null;
  readonly securityToken: string | null;
  readonly database: string;
  readonly tablePrefix: string;
  readonly timezone: string;
  /** `rgb(0, 97, 255)` by endpoint name or route. */
  readonly colors: Readonly<Record<string, string>>;
  readonly groupBy: GroupBy<Request> | readonly unknown[] | null;
  readonly getIp: ((request: Request) => string | null | undefined) | null;
  readonly exclude: readonly ExcludeRule<Request>[];
  readonly authorize: ((request: Request) => boolean | Role | Promise<boolean | Role>) | null;
  readonly outliers: Readonly<Required<OutlierOptions>>;
  readonly redact: readonly (string | RegExp)[];
  readonly retention: Required<Omit<RetentionOptions, 'maxDatabaseMegabytes'>> & {
    readonly maxDatabaseMegabytes: number | null;
  };
  readonly openTelemetry: Required<Omit<OpenTelemetryOptions, 'endpoint' | 'headers'>> & {
    readonly endpoint: string | null;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly logger: Logger | null;
  /** Of the repository that `git` names. */
  readonly codeLinks: CodeLinks;
  /** `NODE_ENV=production`: no default credentials, no login link. */
  readonly production: boolean;
  /** Where each value came from, for the configuration page. */
  readonly origins: Readonly<Record<string, OptionOrigin>>;
  /** What was accepted and has no effect; one line each, for the log. */
  readonly notices: readonly string[];
}

export type OptionOrigin = 'code' | 'environment' | 'file' | 'default';
