import type { z } from 'zod';
import * as schema from './option-schemas.ts';
import type { ResolvedOptions } from './options.ts';

/** Options by their flat names: those in groups are one each, so that each may come from another source. */
export type OptionValues = Omit<ResolvedOptions, OptionGroup | 'codeLinks' | 'production' | 'origins' | 'notices'> & {
  readonly [Key in keyof ResolvedOptions['outliers'] as `outliers.${Key}`]: ResolvedOptions['outliers'][Key];
} & {
  readonly [Key in keyof ResolvedOptions['retention'] as `retention.${Key}`]: ResolvedOptions['retention'][Key];
} & {
  readonly [Key in keyof ResolvedOptions['openTelemetry'] as `openTelemetry.${Key}`]: ResolvedOptions['openTelemetry'][Key];
} & {
  readonly git: string | null;
  readonly alerts: Readonly<Record<string, unknown>> | null;
};
export type OptionKey = keyof OptionValues;

/** Options that are objects of options, in code. */
export const OPTION_GROUPS = ['outliers', 'retention', 'openTelemetry'] as const;
export type OptionGroup = (typeof OPTION_GROUPS)[number];

/** How text of a file or the environment becomes a value; null: there is no way to write it as text. */
export type TextForm = 'text' | 'number' | 'boolean' | 'list' | 'literal' | null;

export interface OptionDefinition<Value> {
  readonly schema: z.ZodType<NonNullable<Value>>;
  /** Null where nothing is the default. */
  readonly default: () => Value;
  readonly text: TextForm;
  /** Section and keys of Flask-MonitoringDashboard's file; of two keys the first wins. */
  readonly ini?: readonly [section: string, ...keys: string[]];
  /** Never repeated in a message. */
  readonly isSecret?: boolean;
  /** `KEY=` in a file means *nothing*; elsewhere it means *not given*. */
  readonly mayBeEmpty?: boolean;
}

const LOGGER_METHODS = ['debug', 'info', 'warn', 'error'];
const unset = (): null => null;

/** The one place where an option is defined; `docs/reference/configuration.md` is tested against it. */
export const OPTIONS: { readonly [Key in OptionKey]: OptionDefinition<OptionValues[Key]> } = {
  version: { schema: schema.someText, default: () => '1.0', text: 'text', ini: ['dashboard', 'APP_VERSION'] },
  git: { schema: schema.someText, default: unset, text: 'text', ini: ['dashboard', 'GIT'] },
  link: { schema: schema.link, default: () => 'dashboard', text: 'text', ini: ['dashboard', 'CUSTOM_LINK'] },
  monitorLevel: { schema: schema.level, default: () => 1, text: 'number', ini: ['dashboard', 'MONITOR_LEVEL'] },
  outlierDetectionConstant: {
    schema: schema.zeroOrMore,
    default: () => 2.5,
    text: 'number',
    ini: ['dashboard', 'OUTLIER_DETECTION_CONSTANT'],
  },
  samplingPeriodMillis: {
    schema: schema.moreThanZero,
    default: () => 5,
    text: 'number',
    // FMD documents the second and reads the first.
    ini: ['dashboard', 'SAMPLING_RATE', 'SAMPLING_PERIOD'],
  },
  enableLogging: {
    schema: schema.trueOrFalse,
    default: () => false,
    text: 'boolean',
    ini: ['dashboard', 'ENABLE_LOGGING'],
  },
  brandName: {
    schema: schema.anyText,
    default: () => 'Node Monitoring Dashboard',
    text: 'text',
    ini: ['dashboard', 'BRAND_NAME'],
    mayBeEmpty: true,
  },
  titleName: {
    schema: schema.anyText,
    default: () => 'Node Monitoring Dashboard',
    text: 'text',
    ini: ['dashboard', 'TITLE_NAME'],
    mayBeEmpty: true,
  },
  description: {
    schema: schema.anyText,
    default: () => 'Automatically monitor the evolving performance of Node web services',
    text: 'text',
    ini: ['dashboard', 'DESCRIPTION'],
    mayBeEmpty: true,
  },
  showLoginBanner: {
    schema: schema.trueOrFalse,
    default: () => true,
    text: 'boolean',
    ini: ['dashboard', 'SHOW_LOGIN_BANNER'],
  },
  showLoginFooter: {
    schema: schema.trueOrFalse,
    default: () => true,
    text: 'boolean',
    ini: ['dashboard', 'SHOW_LOGIN_FOOTER'],
  },
  username: { schema: schema.someText, default: unset, text: 'text', ini: ['authentication', 'USERNAME'] },
  password: {
    schema: schema.secret,
    default: unset,
    text: 'text',
    ini: ['authentication', 'PASSWORD'],
    isSecret: true,
  },
  securityToken: {
    schema: schema.secret,
    default: unset,
    text: 'text',
    ini: ['authentication', 'SECURITY_TOKEN'],
    isSecret: true,
  },
  database: {
    schema: schema.databaseUrl,
    default: () => 'sqlite:///node-monitoring-dashboard.db',
    text: 'text',
    ini: ['database', 'DATABASE'],
    isSecret: true,
  },
  tablePrefix: {
    schema: schema.tablePrefix,
    default: () => 'nmd_',
    text: 'text',
    ini: ['database', 'TABLE_PREFIX'],
    mayBeEmpty: true,
  },
  timezone: { schema: schema.timezone, default: hostTimezone, text: 'text', ini: ['visualization', 'TIMEZONE'] },
  colors: { schema: schema.colors, default: () => ({}), text: 'literal', ini: ['visualization', 'COLORS'] },
  groupBy: { schema: schema.groupBy, default: unset, text: null },
  getIp: { schema: schema.callback(), default: unset, text: null },
  exclude: { schema: schema.excludeRules, default: () => [], text: 'list' },
  authorize: { schema: schema.callback(), default: unset, text: null },
  redact: { schema: schema.redactedNames, default: () => [], text: 'list' },
  'outliers.rule': { schema: schema.outlierRule, default: () => 'average', text: 'text' },
  'outliers.perMinute': { schema: schema.countOfOutliers, default: () => 10, text: 'number' },
  'outliers.bodies': { schema: schema.trueOrFalse, default: () => false, text: 'boolean' },
  'outliers.environment': {
    schema: schema.variableNames,
    default: () => ['NODE_ENV', 'NODE_OPTIONS', 'TZ', 'HOSTNAME'],
    text: 'list',
  },
  'retention.requestDays': { schema: schema.days, default: () => 7, text: 'number' },
  'retention.detailDays': { schema: schema.days, default: () => 30, text: 'number' },
  'retention.minuteRollupDays': { schema: schema.days, default: () => 2, text: 'number' },
  'retention.quarterHourRollupDays': { schema: schema.days, default: () => 90, text: 'number' },
  'retention.maxDatabaseMegabytes': { schema: schema.moreThanZero, default: unset, text: 'number' },
  'openTelemetry.endpoint': { schema: schema.otlpEndpoint, default: unset, text: 'text', isSecret: true },
  'openTelemetry.headers': { schema: schema.headers, default: () => ({}), text: 'literal', isSecret: true },
  'openTelemetry.intervalMillis': { schema: schema.pushInterval, default: () => 60_000, text: 'number' },
  'openTelemetry.serviceName': { schema: schema.someText, default: () => 'unknown_service:node', text: 'text' },
  alerts: { schema: schema.object([], 'must be an object'), default: unset, text: null },
  logger: {
    schema: schema.object(LOGGER_METHODS, 'must have the functions debug, info, warn and error'),
    default: unset,
    text: null,
  },
};

export const OPTION_KEYS: readonly OptionKey[] = Object.keys(OPTIONS) as OptionKey[];

/** Of the host; UTC where it has none or one that is not in the tz database. */
function hostTimezone(): string {
  const name = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Typed as text, yet undefined in Nodes that cannot tell.
  return schema.isTimezone(String(name)) ? name : 'UTC';
}

/** `retention.requestDays` → `NMD_RETENTION_REQUEST_DAYS`. */
export function environmentName(key: string): string {
  return `NMD_${key
    .replace('.', '_')
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .toUpperCase()}`;
}
