import type {
  ApiEndpoint,
  BlockedAnswer,
  CodeLinksAnswer,
  EndpointsAnswer,
  GroupsAnswer,
  IpsAnswer,
  MetricsAnswer,
  RequestsAnswer,
  StatusAnswer,
  VersionsAnswer,
} from '../../../src/api/contract.ts';
import type { MonitoringLevel } from '../../../src/model/endpoint.ts';
import type { Dimension, Metric, TimeStep } from '../../../src/model/metrics-query.ts';
import type { TimeRange } from '../../../src/model/time-range.ts';
import type { Filters } from './filters.ts';
import { get, write } from './transport.ts';

export interface MetricsQuestion {
  readonly metrics: readonly Metric[];
  readonly dimensions: readonly Dimension[];
  readonly range: TimeRange;
  readonly filters?: Filters;
  readonly endpoints?: readonly number[];
  readonly timezone: string;
  readonly step?: TimeStep;
  readonly limit?: number;
}

export interface RequestsQuestion {
  /** Absent: of all endpoints. */
  readonly endpoint?: number;
  readonly range: TimeRange;
  readonly filters: Filters;
  readonly limit: number;
  readonly cursor: string | null;
}

export function fetchEndpoints(range: TimeRange, signal?: AbortSignal): Promise<EndpointsAnswer> {
  return get('endpoints', isoRange(range), signal);
}

export function fetchEndpoint(id: number, range: TimeRange, signal?: AbortSignal): Promise<ApiEndpoint> {
  return get(`endpoints/${id}`, isoRange(range), signal);
}

export async function setLevel(id: number, level: MonitoringLevel): Promise<void> {
  await write('PATCH', `endpoints/${id}`, { level });
}

export function fetchMetrics(question: MetricsQuestion, signal?: AbortSignal): Promise<MetricsAnswer> {
  const filters = Object.entries(question.filters ?? {}).map(([name, value]) => [`filter.${name}`, value] as const);
  return get(
    'metrics',
    {
      metrics: question.metrics.join(','),
      dimensions: question.dimensions.length === 0 ? undefined : question.dimensions.join(','),
      ...isoRange(question.range),
      step: question.step,
      timezone: question.timezone,
      limit: question.limit,
      'filter.endpoint': question.endpoints?.join(','),
      ...Object.fromEntries(filters),
    },
    signal,
  );
}

/** The server looks at only so many requests for one page: where none of them passes the filters, asks on. */
export async function fetchRequests(question: RequestsQuestion, signal?: AbortSignal): Promise<RequestsAnswer> {
  let answer = await fetchRequestPage(question, signal);
  while (answer.requests.length === 0 && answer.nextCursor !== null) {
    answer = await fetchRequestPage({ ...question, cursor: answer.nextCursor }, signal);
  }
  return answer;
}

function fetchRequestPage(
  { endpoint, range, filters, limit, cursor }: RequestsQuestion,
  signal?: AbortSignal,
): Promise<RequestsAnswer> {
  const { statusCode, ...others } = filters;
  return get('requests', { endpoint, ...isoRange(range), ...others, status: statusCode, limit, cursor }, signal);
}

export function fetchCodeLinks(signal?: AbortSignal): Promise<CodeLinksAnswer> {
  return get('code-links', {}, signal);
}

export function fetchBlocked(range: TimeRange, signal?: AbortSignal): Promise<BlockedAnswer> {
  return get('findings/blocked', isoRange(range), signal);
}

export function fetchVersions(
  endpoint: number | undefined,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<VersionsAnswer> {
  return get('versions', { endpoint, ...isoRange(range) }, signal);
}

export function fetchGroups(range: TimeRange, signal?: AbortSignal): Promise<GroupsAnswer> {
  return get('groups', isoRange(range), signal);
}

export function fetchIps(range: TimeRange, signal?: AbortSignal): Promise<IpsAnswer> {
  return get('ips', isoRange(range), signal);
}

export function fetchStatus(signal?: AbortSignal): Promise<StatusAnswer> {
  return get('status', {}, signal);
}

export function isoRange({ from, to }: TimeRange): { readonly from: string; readonly to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
