import type { Dimension, MetricsQuery, MetricsRow } from '../../../src/model/metrics-query.ts';
import type { ExampleRequest } from '../../support/record-batch.ts';

const QUARTER = 15 * 60_000;

export interface KnownRequest extends ExampleRequest {
  readonly version: string;
  readonly endpointId: number;
  readonly instanceId: number;
  readonly statusCode: number;
}

/** The answer to a query by looking at every request: slow, plain, and made without the code under test. */
export function recount(requests: readonly KnownRequest[], query: MetricsQuery): readonly MetricsRow[] {
  const groups = new Map<string, { row: Record<string, unknown>; durations: number[]; errors: number }>();
  for (const request of requests) {
    if (request.time < query.range.from || request.time >= query.range.to || !passes(request, query)) continue;
    const row = Object.fromEntries(
      query.dimensions.map((dimension) => [dimension, dimensionOf(request, dimension, query)]),
    );
    const name = JSON.stringify(row);
    const group = groups.get(name) ?? { row, durations: [], errors: 0 };
    groups.set(name, group);
    group.durations.push(Math.round(request.duration * 1000) / 1000);
    if (request.statusCode >= 400 && request.statusCode <= 599) group.errors += 1;
  }
  return [...groups.values()].map(({ row, durations, errors }) => {
    durations.sort((a, b) => a - b);
    const sum = durations.reduce((total, duration) => total + duration, 0);
    const p95 = durations[Math.ceil(durations.length * 0.95) - 1] ?? 0;
    return { ...row, requests: durations.length, errors, sum, max: durations.at(-1) ?? 0, p95 } as MetricsRow;
  });
}

function passes(request: KnownRequest, { filters }: MetricsQuery): boolean {
  const { endpoint, version, statusCode, group, instance } = filters;
  if (endpoint !== undefined && !endpoint.includes(request.endpointId)) return false;
  if (version !== undefined && !version.includes(request.version)) return false;
  if (instance !== undefined && !instance.includes(String(request.instanceId))) return false;
  if (statusCode !== undefined && !statusCode.includes(request.statusCode)) return false;
  return group === undefined || group.includes(request.group ?? '');
}

function dimensionOf(request: KnownRequest, dimension: Dimension, query: MetricsQuery): string | number | null {
  const { time } = request;
  switch (dimension) {
    case 'endpoint':
      return request.endpointId;
    case 'version':
      return request.version;
    case 'statusCode':
      return request.statusCode;
    case 'group':
      return request.group ?? null;
    case 'ip':
      return request.ip ?? null;
    case 'instance':
      return request.instanceId;
    case 'hourOfDay':
      return Number(wallClock(time, query.timezone).hour);
    case 'day':
      return startOf(time, (at) => dayName(at, query.timezone));
    case 'time':
      return timeBucket(time, query);
  }
}

function timeBucket(time: number, { step, timezone }: MetricsQuery): number {
  if (step === '1m') return Math.floor(time / 60_000) * 60_000;
  if (step === '5m') return Math.floor(time / 300_000) * 300_000;
  if (step === '15m') return Math.floor(time / QUARTER) * QUARTER;
  if (step === '1d') return startOf(time, (at) => dayName(at, timezone));
  if (step === '1h')
    return startOf(
      time,
      (at) => `${dayName(at, timezone)} ${wallClock(at, timezone).hour} ${offsetName(at, timezone)}`,
    );
  return startOf(time, (at) => `${dayName(at, timezone)} ${Math.floor(Number(wallClock(at, timezone).hour) / 6)}`);
}

/** The first quarter hour before which the name was another. */
function startOf(time: number, nameAt: (time: number) => string): number {
  let start = Math.floor(time / QUARTER) * QUARTER;
  const name = nameAt(start);
  while (nameAt(start - QUARTER) === name) start -= QUARTER;
  return start;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(time: number, timeZone: string): Record<string, string> {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'long' });
    formats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
}

function dayName(time: number, timeZone: string): string {
  const { year, month, day } = wallClock(time, timeZone);
  return `${year}-${month}-${day}`;
}

function offsetName(time: number, timeZone: string): string {
  return wallClock(time, timeZone)['timeZoneName'] ?? '';
}
