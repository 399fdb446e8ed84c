import { describe, expect, it } from 'vitest';
import type { ApiEndpoint, StatusAnswer } from '../../../../src/api/contract.ts';
import type { Figures } from '../../data/figures.ts';
import { endpointAttention, monitorAttention } from './attention.ts';
import type { EndpointRow } from './endpoint-rows.ts';

function figures(requests: number, errors: number, p95: number): Figures {
  return { requests, errors, errorRate: requests === 0 ? null : errors / requests, p50: p95 / 2, p95, sum: null };
}

function row(now: Figures): EndpointRow {
  const endpoint = { id: 1, name: 'GET /a' } as ApiEndpoint;
  return { kind: 'endpoint', endpoint, figures: now, timeShare: 1 };
}

function keys(now: Figures, before?: Figures): readonly string[] {
  const baseline = before === undefined ? [] : ([[1, before]] as const);
  return endpointAttention([row(now)], new Map(baseline)).map(({ key }) => key);
}

describe('what needs attention', () => {
  it('is an error rate that grew clearly', () => {
    expect(keys(figures(1000, 60, 20), figures(1000, 5, 20))).toEqual(['errors-1']);
  });

  it('is no growth that chance explains', () => {
    expect(keys(figures(60, 3, 20), figures(60, 1, 20))).toEqual([]);
    expect(keys(figures(100_000, 300, 20), figures(100_000, 100, 20))).toEqual([]);
  });

  it('is no error rate that was always high', () => {
    expect(keys(figures(1000, 200, 20), figures(1000, 198, 20))).toEqual([]);
  });

  it('is a high error rate of a new endpoint', () => {
    expect(keys(figures(1000, 300, 20))).toEqual(['errors-1']);
    expect(keys(figures(1000, 100, 20))).toEqual([]);
    expect(keys(figures(20, 20, 20))).toEqual([]);
  });

  it('is a p95 that grew by half and by something one can notice', () => {
    expect(keys(figures(500, 0, 90), figures(500, 0, 40))).toEqual(['latency-1']);
    expect(keys(figures(500, 0, 2), figures(500, 0, 1))).toEqual([]);
    expect(keys(figures(500, 0, 120), figures(500, 0, 100))).toEqual([]);
    expect(keys(figures(500, 0, 90), figures(10, 0, 40))).toEqual([]);
  });

  it('is ranked by how many requests suffer', () => {
    const rows = [1, 2].map((id) => ({
      ...row(figures(id * 1000, id * 500, 20)),
      endpoint: { id, name: `GET /${id}` } as ApiEndpoint,
    }));
    expect(endpointAttention(rows, new Map()).map(({ endpointId }) => endpointId)).toEqual([2, 1]);
  });
});

describe('the monitor itself', () => {
  const healthy: StatusAnswer = {
    state: 'ok',
    version: '1.0',
    instance: { id: 'a', host: 'h', pid: 1, startedAt: '2026-11-03T00:00:00Z' },
    records: {
      recorded: 5,
      stored: 5,
      dropped: {} as StatusAnswer['records']['dropped'],
      droppedTotal: 0,
      lostOutliers: 0,
      callbackErrors: {},
    },
    queue: {
      rows: 0,
      batches: 0,
      spill: { requests: 0, batches: 0, bytes: 0, limitBytes: 1000, inheritedRequests: 0, error: null },
    },
    flush: { lastAt: null, lastMillis: null, failedBatches: 0 },
    worker: { restarts: 0, uptimeSeconds: 1, memoryBytes: 1 },
    openTelemetry: null,
    following: { outliers: 0, outliersOverLimit: 0, traces: 0, tracesRefused: 0, tracingMillis: 0, tracingFailures: 0 },
    profiling: {
      profiles: 0,
      profilesStored: 0,
      profilesLost: 0,
      isSampling: false,
      startMillis: null,
      rotationMillis: null,
      longestRotationMillis: null,
      disabledReason: null,
    },
    database: { engine: 'sqlite', state: 'ready', error: null, sizeBytes: 1 },
  };

  it('is quiet when healthy', () => {
    expect(monitorAttention(healthy)).toEqual([]);
  });

  it('tells its losses by reason', () => {
    const dropped = { ...healthy.records.dropped, 'buffer-full': 12 };
    const items = monitorAttention({ ...healthy, records: { ...healthy.records, dropped, droppedTotal: 12 } });
    expect(items.map(({ title, text }) => `${title} ${text}`)[0]).toMatch(/^12 records were dropped .*12 buffer-full/);
  });

  it('tells that its database is away', () => {
    const items = monitorAttention({
      ...healthy,
      state: 'degraded',
      database: { ...healthy.database, state: 'unavailable', error: 'disk full' },
    });
    expect(items.map(({ key }) => key)).toEqual(['database']);
  });
});
