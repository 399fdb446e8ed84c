import type { EndpointSample } from '../../analysis/reports/endpoint-sample.ts';
import type { MetricsQuery } from '../../model/metrics-query.ts';
import type { Storage } from '../../storage/storage.ts';
import type { ReportSide } from './report-sides.ts';

/** By endpoint. */
export type Samples = ReadonlyMap<number, EndpointSample>;

const MOST_STATUS_ROWS = 100_000;

/** One side of all endpoints, from rollups. */
export async function readSamples(
  storage: Pick<Storage, 'queryDistributions' | 'queryMetrics'>,
  { range, version }: ReportSide,
  endpoints: number,
): Promise<Samples> {
  const query: Omit<MetricsQuery, 'metrics'> = {
    dimensions: ['endpoint'],
    range,
    filters: version === null ? {} : { version: [version] },
    timezone: 'UTC',
    step: '1d',
    limit: Math.max(1, endpoints),
  };
  const byStatus = {
    ...query,
    dimensions: ['endpoint', 'statusCode'],
    metrics: ['requests'],
    limit: MOST_STATUS_ROWS,
  } as const;
  const [distributions, statuses] = await Promise.all([
    storage.queryDistributions(query),
    storage.queryMetrics(byStatus),
  ]);
  const codes = new Map<number, Map<number, number>>();
  for (const { endpoint, statusCode, requests } of statuses) {
    const own = codes.get(Number(endpoint)) ?? new Map<number, number>();
    codes.set(Number(endpoint), own.set(Number(statusCode), requests ?? 0));
  }
  return new Map(
    distributions.map(({ row, ...sample }) => {
      const id = Number(row.endpoint);
      return [id, { ...sample, statusCodes: codes.get(id) ?? new Map() }];
    }),
  );
}
