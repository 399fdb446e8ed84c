import type { EndpointKey } from '../../../src/model/endpoint.ts';
import type { MetricsQuery, MetricsRow } from '../../../src/model/metrics-query.ts';
import type { RecordBatch } from '../../../src/model/record-batch.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { type ExampleRequest, recordBatch } from '../../support/record-batch.ts';
import { NOW } from './storage-context.ts';

export const USERS: EndpointKey = { method: 'GET', route: '/users/:id' };
export const ORDERS: EndpointKey = { method: 'POST', route: '/orders' };

export const EVER = { from: 0, to: NOW + 10 * 86_400_000 };

export interface BatchChoice {
  readonly instance?: string;
  readonly sequence?: number;
  readonly version?: string;
}

export function request(part: Partial<ExampleRequest> = {}): ExampleRequest {
  return { endpoint: USERS, time: NOW, duration: 12.5, ...part };
}

export function batchOf(requests: readonly ExampleRequest[], choice: BatchChoice = {}): RecordBatch {
  const { instance = 'host-1', sequence = 1, version = '1.0' } = choice;
  return { ...recordBatch(sequence, version, requests), instance };
}

/** Requests of everything, or what `part` says instead. */
export function metricsQuery(part: Partial<MetricsQuery> = {}): MetricsQuery {
  return {
    metrics: ['requests'],
    dimensions: [],
    range: EVER,
    filters: {},
    timezone: 'UTC',
    step: '1h',
    limit: 1000,
    ...part,
  };
}

export async function countRequests(storage: Storage, filters: MetricsQuery['filters'] = {}): Promise<number> {
  const [row] = await storage.queryMetrics(metricsQuery({ filters }));
  return row?.requests ?? 0;
}

/** As text, for comparisons that do not depend on the order. */
export function sortedRows(rows: readonly MetricsRow[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

export async function endpointId(storage: Storage, { method, route }: EndpointKey): Promise<number> {
  const found = (await storage.listEndpoints()).find((each) => each.method === method && each.route === route);
  if (found === undefined) throw new Error(`no endpoint ${method} ${route}`);
  return found.id;
}
