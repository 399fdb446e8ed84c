import { BUCKET_SECONDS, type StatusTotals, type TotalsById } from '../../api/fleet/request-totals.ts';
import type { EpochMillis } from '../../model/clock.ts';
import { type Endpoint, UNMATCHED } from '../../model/endpoint.ts';
import { attributes, CUMULATIVE, nanos, type OtlpHistogramPoint, type OtlpMetric } from './otlp-values.ts';

/** About 700 bytes each. */
const MOST_POINTS = 5000;

/** `http.server.request.duration` of all processes; of too many series, those with the most requests. */
export function requestMetrics(
  endpoints: readonly Endpoint[],
  totals: TotalsById,
  now: EpochMillis,
): readonly OtlpMetric[] {
  const series = endpoints.flatMap((endpoint) =>
    [...(totals.get(endpoint.id) ?? [])].map(([status, own]) => ({ endpoint, status, own })),
  );
  const told = series.sort((left, right) => right.own.requests - left.own.requests).slice(0, MOST_POINTS);
  if (told.length === 0) return [];
  return [
    {
      name: 'http.server.request.duration',
      unit: 's',
      description: 'Duration of HTTP server requests.',
      histogram: {
        aggregationTemporality: CUMULATIVE,
        dataPoints: told.map(({ endpoint, status, own }) => ({
          attributes: attributesOf(endpoint, status),
          // An endpoint that was removed and comes back begins anew, and says so.
          startTimeUnixNano: nanos(endpoint.firstSeen),
          timeUnixNano: nanos(now),
          ...countsOf(own),
        })),
      },
    },
  ];
}

/** By the semantic conventions of OpenTelemetry. */
function attributesOf({ method, route }: Endpoint, status: number): OtlpHistogramPoint['attributes'] {
  const isUnmatched = route === UNMATCHED.route;
  return attributes({
    'http.request.method': isUnmatched ? '_OTHER' : method,
    'http.route': isUnmatched ? null : route,
    'http.response.status_code': status,
    'error.type': status >= 500 ? String(status) : null,
  });
}

function countsOf({
  requests,
  durationMillis,
  buckets,
}: Readonly<StatusTotals>): Pick<OtlpHistogramPoint, 'count' | 'sum' | 'bucketCounts' | 'explicitBounds'> {
  return {
    count: String(requests),
    sum: durationMillis / 1000,
    bucketCounts: buckets.map((count, at) => String(count - (buckets[at - 1] ?? 0))),
    explicitBounds: BUCKET_SECONDS,
  };
}
