import { type Dimension, METRICS, type Metric, type MetricsRow, type TimeStep } from '../../model/metrics-query.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { isoTime, roundMillis } from '../answer-values.ts';
import type { ApiContext } from '../api-context.ts';
import type { ApiMetricsRow, MetricsAnswer } from '../contract.ts';
import type { Filters } from '../query/filters.ts';
import { chooseStep } from '../query/step.ts';

export interface MetricsQuestion {
  readonly metrics: readonly Metric[];
  readonly dimensions: readonly Dimension[];
  readonly range: TimeRange;
  readonly filters: Filters;
  readonly timezone: string | null;
  readonly step: TimeStep | null;
  readonly limit: number;
}

/** @throws ApiProblem 400 when the asked step cuts the range into too many buckets. */
export async function answerMetrics({ storage, settings }: ApiContext, query: MetricsQuestion): Promise<MetricsAnswer> {
  const { range } = query;
  const timezone = query.timezone ?? settings.timezone;
  const step = chooseStep(range, query.step);
  const rows = await storage.queryMetrics({ ...query, timezone, step });
  return { rows: rows.map(describeRow), from: isoTime(range.from), to: isoTime(range.to), step, timezone };
}

const TIMES: ReadonlySet<string> = new Set<Dimension>(['time', 'day']);
const COUNTS: ReadonlySet<string> = new Set<Metric>(['requests', 'errors', 'errorRate']);
const DURATIONS: ReadonlySet<string> = new Set(METRICS.filter((metric) => !COUNTS.has(metric)));

function describeRow(row: MetricsRow): ApiMetricsRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, describeValue(name, value)]));
}

function describeValue(name: string, value: string | number | null): string | number | null {
  if (typeof value !== 'number') return value;
  if (TIMES.has(name)) return isoTime(value);
  return DURATIONS.has(name) ? roundMillis(value) : value;
}
