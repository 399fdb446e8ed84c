import type { EpochMillis } from '../model/clock.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { endpointName } from '../model/endpoint.ts';
import { endpointColor } from '../model/endpoint-color.ts';
import type { Metric, MetricsQuery, MetricsRow } from '../model/metrics-query.ts';
import type { TimeRange } from '../model/time-range.ts';
import { isoTime, roundMillis } from './answer-values.ts';
import type { ApiContext } from './api-context.ts';
import type { ApiEndpoint } from './contract.ts';
import type { Filters } from './query/filters.ts';
import { startOfDay } from './start-of-day.ts';

const DAY_MILLIS = 86_400_000;
const FIGURES: readonly Metric[] = ['requests', 'errors', 'errorRate', 'average', 'p50', 'p95', 'p99', 'sum'];

type Rows = ReadonlyMap<number, MetricsRow>;

interface Figures {
  readonly inRange: Rows;
  readonly today: Rows;
  readonly week: Rows;
  readonly overall: Rows;
  /** Time that all endpoints took in the range, whichever are asked for. */
  readonly totalMillis: number;
}

/** The endpoints with their figures, all of which come from rollups. */
export async function describeEndpoints(
  { storage, clock, settings }: ApiContext,
  endpoints: readonly Endpoint[],
  { range, filters }: { readonly range: TimeRange; readonly filters: Filters },
): Promise<readonly ApiEndpoint[]> {
  if (endpoints.length === 0) return [];
  const figures = await readFigures(storage, {
    range,
    filters,
    timezone: settings.timezone,
    now: clock.now(),
    rows: endpoints.length,
  });
  return endpoints.map((endpoint) => describe(endpoint, figures, endpointColor(endpoint, settings.colors)));
}

interface FiguresQuestion {
  readonly range: TimeRange;
  readonly filters: Filters;
  readonly timezone: string;
  readonly now: EpochMillis;
  readonly rows: number;
}

async function readFigures(storage: ApiContext['storage'], question: FiguresQuestion): Promise<Figures> {
  const { range, filters, timezone, now, rows } = question;
  const query = { filters, timezone, step: '1d', limit: rows } as const;
  const byEndpoint = async (metrics: readonly Metric[], { from, to }: TimeRange): Promise<Rows> => {
    const dimensions: MetricsQuery['dimensions'] = ['endpoint'];
    const answered = await storage.queryMetrics({ ...query, metrics, dimensions, range: { from, to } });
    return new Map(answered.map((row) => [Number(row.endpoint), row]));
  };
  const { endpoint: _, ...otherFilters } = filters;
  const total = storage.queryMetrics({ ...query, filters: otherFilters, metrics: ['sum'], dimensions: [], range });
  // Clocks of several machines differ: what another one has just stored counts too.
  const soon = now + DAY_MILLIS;
  const [inRange, today, week, overall, totals] = await Promise.all([
    byEndpoint(FIGURES, range),
    byEndpoint(['requests'], { from: startOfDay(now, timezone), to: soon }),
    byEndpoint(['requests'], { from: now - 7 * DAY_MILLIS, to: soon }),
    byEndpoint(['requests'], { from: 0, to: soon }),
    total,
  ]);
  return { inRange, today, week, overall, totalMillis: totals[0]?.sum ?? 0 };
}

function describe(endpoint: Endpoint, figures: Figures, color: string): ApiEndpoint {
  const { id, method, route, level } = endpoint;
  const row = figures.inRange.get(id) ?? {};
  return {
    id,
    method,
    route,
    name: endpointName(endpoint),
    level,
    color,
    firstSeen: isoTime(endpoint.firstSeen),
    lastRequested: endpoint.lastRequested === null ? null : isoTime(endpoint.lastRequested),
    requests: row.requests ?? 0,
    errors: row.errors ?? 0,
    errorRate: row.errorRate ?? null,
    average: roundMillis(row.average),
    p50: roundMillis(row.p50),
    p95: roundMillis(row.p95),
    p99: roundMillis(row.p99),
    timeShare: figures.totalMillis > 0 ? (row.sum ?? 0) / figures.totalMillis : null,
    requestsToday: figures.today.get(id)?.requests ?? 0,
    requestsWeek: figures.week.get(id)?.requests ?? 0,
    requestsOverall: figures.overall.get(id)?.requests ?? 0,
  };
}
