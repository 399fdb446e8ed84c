import { toCsv } from '../../export/csv.ts';
import { downloadText } from '../../export/download.ts';
import type { EndpointRow } from './endpoint-rows.ts';

/** The shown rows as a file: exact numbers, durations in milliseconds, times in UTC. */
export function exportEndpoints(rows: readonly EndpointRow[], format: 'csv' | 'json'): void {
  const records = rows.map(({ endpoint, figures, timeShare }) => ({
    method: endpoint.method,
    route: endpoint.route,
    requests: figures.requests,
    requestsToday: endpoint.requestsToday,
    requestsWeek: endpoint.requestsWeek,
    requestsOverall: endpoint.requestsOverall,
    errors: figures.errors,
    errorRate: figures.errorRate,
    p50: figures.p50,
    p95: figures.p95,
    timeShare,
    lastRequested: endpoint.lastRequested,
    level: endpoint.level,
  }));
  if (format === 'json') {
    downloadText('endpoints.json', 'application/json', `${JSON.stringify({ endpoints: records }, null, 2)}\n`);
    return;
  }
  const columns = Object.keys(records[0] ?? {});
  downloadText(
    'endpoints.csv',
    'text/csv',
    toCsv(
      columns,
      records.map((record) => Object.values(record)),
    ),
  );
}
