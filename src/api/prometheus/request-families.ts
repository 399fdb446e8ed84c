import type { Endpoint } from '../../model/endpoint.ts';
import { BUCKET_SECONDS, type EndpointTotals, type TotalsById } from '../fleet/request-totals.ts';
import { type MetricFamily, type MetricSample, single } from './metric-family.ts';

/** Each has about 25 series; those with the most requests are told. */
const MOST_ENDPOINTS = 1000;
const ENDS = [...BUCKET_SECONDS.map(String), '+Inf'];

interface ToldEndpoint {
  readonly endpoint: Endpoint;
  readonly totals: EndpointTotals | undefined;
  readonly labels: { readonly method: string; readonly route: string };
}

/** What all processes that share the database have served. */
export function requestFamilies(endpoints: readonly Endpoint[], totals: TotalsById): readonly MetricFamily[] {
  const told = endpoints
    .map((endpoint): ToldEndpoint => {
      const { id, method, route } = endpoint;
      return { endpoint, totals: totals.get(id), labels: { method, route } };
    })
    .sort((left, right) => requestsOf(right) - requestsOf(left))
    .slice(0, MOST_ENDPOINTS);
  return [
    {
      name: 'http_requests_total',
      type: 'counter',
      help: 'Requests that have ended.',
      samples: told.flatMap(countsByStatus),
    },
    {
      name: 'http_request_duration_seconds',
      type: 'histogram',
      help: 'From the first line of the request to the end of the response; the ends of buckets are right to 0.75 percent.',
      samples: told.flatMap(durationSamples),
    },
    {
      name: 'nmd_endpoint_level',
      type: 'gauge',
      help: 'Monitoring level of the endpoint.',
      samples: told.map(({ labels, endpoint }) => ({ labels, value: endpoint.level })),
    },
    {
      name: 'nmd_endpoint_last_requested_timestamp_seconds',
      type: 'gauge',
      help: 'When the endpoint was last requested.',
      samples: told.map(({ labels, endpoint: { lastRequested } }) => ({
        labels,
        value: lastRequested === null ? null : lastRequested / 1000,
      })),
    },
    single(
      'gauge',
      'nmd_endpoints_left_out',
      'Endpoints that are too many to be told.',
      endpoints.length - told.length,
    ),
  ];
}

function requestsOf({ totals }: ToldEndpoint): number {
  return [...(totals?.values() ?? [])].reduce((sum, { requests }) => sum + requests, 0);
}

function countsByStatus({ totals, labels }: ToldEndpoint): readonly MetricSample[] {
  const counts = [...(totals ?? [])].sort(([left], [right]) => left - right);
  return counts.map(([status, { requests: value }]) => ({ labels: { ...labels, status_code: String(status) }, value }));
}

function durationSamples({ totals, labels }: ToldEndpoint): readonly MetricSample[] {
  if (totals === undefined) return [];
  const parts = [...totals.values()];
  const durationMillis = parts.reduce((sum, part) => sum + part.durationMillis, 0);
  const buckets = ENDS.map((_, at) => parts.reduce((sum, part) => sum + (part.buckets[at] ?? 0), 0));
  return [
    ...buckets.map(
      (value, at) => ({ suffix: '_bucket', labels: { ...labels, le: ENDS[at] ?? '+Inf' }, value }) as const,
    ),
    { suffix: '_sum', labels, value: durationMillis / 1000 },
    { suffix: '_count', labels, value: buckets.at(-1) ?? 0 },
  ];
}
