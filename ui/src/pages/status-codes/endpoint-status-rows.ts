import type { ApiEndpoint, ApiMetricsRow } from '../../../../src/api/contract.ts';

export const STATUS_CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const;
export type StatusClass = (typeof STATUS_CLASSES)[number];

export interface EndpointStatusRow {
  readonly endpoint: ApiEndpoint;
  readonly requests: number;
  /** 4xx and 5xx. */
  readonly errors: number;
  readonly byClass: Readonly<Record<StatusClass, number>>;
}

/** Of the endpoints that were requested. */
export function endpointStatusRows(
  endpoints: readonly ApiEndpoint[],
  rows: readonly ApiMetricsRow[],
): readonly EndpointStatusRow[] {
  const byEndpoint = new Map<number, ApiMetricsRow[]>();
  for (const row of rows) {
    const own = byEndpoint.get(Number(row.endpoint));
    if (own === undefined) byEndpoint.set(Number(row.endpoint), [row]);
    else own.push(row);
  }
  return endpoints.flatMap((endpoint) => {
    const own = byEndpoint.get(endpoint.id);
    if (own === undefined) return [];
    const byClass: Record<StatusClass, number> = { '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0 };
    for (const { statusCode, requests } of own) {
      const name = `${String(statusCode).slice(0, 1)}xx`;
      if (name in byClass) byClass[name as StatusClass] += requests ?? 0;
    }
    const requests = own.reduce((sum, row) => sum + (row.requests ?? 0), 0);
    return [{ endpoint, requests, errors: byClass['4xx'] + byClass['5xx'], byClass }];
  });
}
