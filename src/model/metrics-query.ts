import type { TimeRange } from './time-range.ts';

export const METRICS = [
  'requests',
  'errors',
  'errorRate',
  'average',
  'min',
  'max',
  'sum',
  'p5',
  'p25',
  'p50',
  'p75',
  'p90',
  'p95',
  'p99',
] as const;
export type Metric = (typeof METRICS)[number];

export const DIMENSIONS = [
  'time',
  'hourOfDay',
  'day',
  'endpoint',
  'version',
  'group',
  'ip',
  'instance',
  'statusCode',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const FILTERS = ['endpoint', 'version', 'group', 'ip', 'instance', 'statusCode'] as const;
export type FilterDimension = (typeof FILTERS)[number];

/** Width of a `time` bucket. A day is cut in the query's zone and has 23 to 25 hours. */
export const TIME_STEPS = ['1m', '5m', '15m', '1h', '6h', '1d'] as const;
export type TimeStep = (typeof TIME_STEPS)[number];

/** Every chart of the dashboard is one of these. */
export interface MetricsQuery {
  readonly metrics: readonly Metric[];
  readonly dimensions: readonly Dimension[];
  readonly range: TimeRange;
  /** Several values of one dimension mean *any of them*. Endpoints and instances are given by id, status codes as numbers. */
  readonly filters: Readonly<Partial<Record<FilterDimension, readonly (string | number)[]>>>;
  /** IANA name: hours and days are cut in it, with the offset at that time. */
  readonly timezone: string;
  /** Used when `time` is among the dimensions. */
  readonly step: TimeStep;
  /** Most rows answered; the ones with the most requests win. */
  readonly limit: number;
}

/**
 * One value per asked dimension and metric, under its name.
 * `time` and `day` are epoch milliseconds of the bucket's start, `hourOfDay` is 0-23, `endpoint` and `instance`
 * are ids, `statusCode` is a number. Durations are milliseconds; a metric that has no value is null.
 */
export type MetricsRow = Readonly<Partial<Record<Dimension, string | number | null>>> &
  Readonly<Partial<Record<Metric, number | null>>>;
