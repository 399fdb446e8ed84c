import { compareEndpoints, type EndpointFindings } from '../../analysis/reports/compare-endpoints.ts';
import { type EndpointSample, NO_REQUESTS, type Sides } from '../../analysis/reports/endpoint-sample.ts';
import { askAsFmd } from '../../analysis/reports/fmd-method.ts';
import { statusShifts } from '../../analysis/reports/status-shifts.ts';
import { type Endpoint, endpointName } from '../../model/endpoint.ts';
import { endpointColor } from '../../model/endpoint-color.ts';
import { isoTime } from '../answer-values.ts';
import type { ApiContext } from '../api-context.ts';
import type { ApiEndpointReport, ApiReportSide, ReportAnswer, ReportMethod } from '../contract.ts';
import { readSamples, type Samples } from './read-samples.ts';
import { hoursOf, type ReportSide } from './report-sides.ts';

/** Compares the two sides of every endpoint. Everything is read from rollups. */
export async function makeReport(
  context: ApiContext,
  sides: Sides<ReportSide>,
  method: ReportMethod,
): Promise<ReportAnswer> {
  const { storage, settings } = context;
  const endpoints = await storage.listEndpoints();
  const [baseline, comparison] = await Promise.all([
    readSamples(storage, sides.baseline, endpoints.length),
    readSamples(storage, sides.comparison, endpoints.length),
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
