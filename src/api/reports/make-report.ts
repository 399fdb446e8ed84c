import { compareEndpoints, type EndpointFindings } from '../../analysis/reports/compare-endpoints.ts';
import { type EndpointSample, NO_REQUESTS, type Sides } from '../../analysis/reports/endpoint-sample.ts';
import { askAsFmd } from '../../analysis/reports/fmd-method.ts';
import { statusShifts } from '../../analysis/reports/status-shifts.ts';
import { type Endpoint, endpointName } from '../../model/endpoint.ts';
import { endpointColor } from '../../model/endpoint-color.ts';
import type { MetricsQuery } from '../../model/metrics-query.ts';
import { isoTime } from '../answer-values.ts';
import type { ApiContext } from '../api-context.ts';
import type { ApiEndpointReport, ApiReportSide, ReportAnswer, ReportMethod } from '../contract.ts';
import { hoursOf, type ReportSide } from './report-sides.ts';

type Samples = ReadonlyMap<number, EndpointSample>;

/** Compares the two sides of every endpoint. Everything is read from rollups. */
export async function makeReport(
  context: ApiContext,
  sides: Sides<ReportSide>,
  method: ReportMethod,
): Promise<ReportAnswer> {
  const { storage, settings } = context;
  const endpoints = await storage.listEndpoints();
  const [baseline, comparison] = await Promise.all([
    readSamples(context, sides.baseline, endpoints.length),
    readSamples(context, sides.comparison, endpoints.length),
  ]);
  const totals = { baseline: requestsOf(baseline), comparison: requestsOf(comparison) };
  const isOfVersions = sides.comparison.version !== null;
  const exposure = isOfVersions
    ? totals
    : { baseline: hoursOf(sides.baseline.range), comparison: hoursOf(sides.comparison.range) };
  const asked = endpoints
    .map((endpoint) => ({ endpoint, samples: samplesOf(endpoint, { baseline, comparison }) }))
    .filter(({ samples }) => requestsOn(samples) > 0)
    .sort((left, right) => requestsOn(right.samples) - requestsOn(left.samples));
  const samples = asked.map((each) => each.samples);
  const findings = method === 'fmd' ? askAsFmd(samples) : compareEndpoints(samples, exposure);
  return {
    method,
    comparison: describeSide(sides.comparison, totals.comparison),
    baseline: describeSide(sides.baseline, totals.baseline),
    timezone: settings.timezone,
    trafficUnit: isOfVersions ? 'share' : 'perHour',
    endpoints: asked.map((each, index) => ({
      color: endpointColor(each.endpoint, settings.colors),
      ...describeEndpoint(each, findings[index] as EndpointFindings),
    })),
  };
}

async function readSamples(
  { storage }: ApiContext,
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

const MOST_STATUS_ROWS = 100_000;

function samplesOf({ id }: Endpoint, { baseline, comparison }: Sides<Samples>): Sides<EndpointSample> {
  return { baseline: baseline.get(id) ?? NO_REQUESTS, comparison: comparison.get(id) ?? NO_REQUESTS };
}

function requestsOf(samples: Samples): number {
  return [...samples.values()].reduce((sum, { requests }) => sum + requests, 0);
}

function requestsOn({ baseline, comparison }: Sides<EndpointSample>): number {
  return baseline.requests + comparison.requests;
}

function describeSide({ range, version }: ReportSide, requests: number): ApiReportSide {
  return { from: isoTime(range.from), to: isoTime(range.to), version, requests };
}

function describeEndpoint(
  { endpoint, samples }: { readonly endpoint: Endpoint; readonly samples: Sides<EndpointSample> },
  findings: EndpointFindings,
): Omit<ApiEndpointReport, 'color'> {
  return {
    endpointId: endpoint.id,
    name: endpointName(endpoint),
    baseline: samples.baseline.requests,
    comparison: samples.comparison.requests,
    ...findings,
    statusCodes: statusShifts(samples.baseline.statusCodes, samples.comparison.statusCodes),
  };
}
