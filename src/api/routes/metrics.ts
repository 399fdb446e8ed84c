import {
  DIMENSIONS,
  type Dimension,
  METRICS,
  type Metric,
  type MetricsRow,
  type TimeStep,
} from '../../model/metrics-query.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { isoTime, roundMillis } from '../answer-values.ts';
import type { ApiMetricsRow, MetricsAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { choices } from '../query/choices.ts';
import { type Filters, filters } from '../query/filters.ts';
import { noBody } from '../query/json-body.ts';
import { limit } from '../query/limit.ts';
import { chooseStep, step } from '../query/step.ts';
import { timeRange } from '../query/time-range.ts';
import { timezone } from '../query/timezone.ts';
import { defineRoute, type Route } from '../route.ts';

interface Query {
  readonly metrics: readonly Metric[];
  readonly dimensions: readonly Dimension[];
  readonly range: TimeRange;
  readonly filters: Filters;
  readonly timezone: string | null;
  readonly step: TimeStep | null;
  readonly limit: number;
}

export const metrics: Route = defineRoute<Query, null, MetricsAnswer>({
  method: 'GET',
  path: '/metrics',
  role: 'guest',
  summary: 'Any metrics, split by any dimensions: the data of every chart',
  needsStorage: true,
  query: {
    metrics: choices('metrics', METRICS, { description: 'What is measured.', fallback: ['requests'] }),
    dimensions: choices('dimensions', DIMENSIONS, { description: 'What it is split by.', fallback: [] }),
    range: timeRange,
    filters,
    timezone,
    step,
    limit: limit({ fallback: 1000, max: 10_000 }),
  },
  body: noBody,
  answer: { status: 200, description: 'The rows; of too many, those with the most requests.', schema: ref('Metrics') },
  problems: [],
  async handle({ context, query }) {
    const { range } = query;
    const zone = query.timezone ?? context.settings.timezone;
    const width = chooseStep(range, query.step);
    const rows = await context.storage.queryMetrics({ ...query, timezone: zone, step: width });
    const body = {
      rows: rows.map(describeRow),
      from: isoTime(range.from),
      to: isoTime(range.to),
      step: width,
      timezone: zone,
    };
    return { body };
  },
});

const TIMES: ReadonlySet<string> = new Set<Dimension>(['time', 'day']);
const DURATIONS: ReadonlySet<string> = new Set<Metric>([
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
]);

function describeRow(row: MetricsRow): ApiMetricsRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, describeValue(name, value)]));
}

function describeValue(name: string, value: string | number | null): string | number | null {
  if (typeof value !== 'number') return value;
  if (TIMES.has(name)) return isoTime(value);
  return DURATIONS.has(name) ? roundMillis(value) : value;
}
