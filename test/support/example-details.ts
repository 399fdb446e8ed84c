import type { CodeLine } from '../../src/model/code-line.ts';
import type { EndpointKey } from '../../src/model/endpoint.ts';
import type { OutlierRecord } from '../../src/model/outlier.ts';
import type { Profile, ProfileNode } from '../../src/model/profile.ts';

export const HANDLER: CodeLine = {
  file: '/srv/shop/src/orders.ts',
  line: 42,
  function: 'createOrder',
  code: "const rows = await db.query('select …');",
  origin: 'app',
};
export const PRICE: CodeLine = { ...HANDLER, line: 57, function: 'priceOf', code: 'for (const item of items) {' };
export const QUERY: CodeLine = {
  file: '/srv/shop/node_modules/pg/lib/client.js',
  line: 526,
  function: 'Client.query',
  code: null,
  origin: 'library',
};

export function node(indent: number, code: number, part: Partial<ProfileNode> = {}): ProfileNode {
  return { indent, code, self: {}, waitsFor: null, heldBy: null, ...part };
}

/** 100 ms: 60 waiting for the database, 25 of CPU, 10 behind another endpoint, 5 of garbage collection. */
export function exampleProfile(endpoint: EndpointKey, part: Partial<Profile> = {}): Profile {
  return {
    instance: 'host-1',
    trace: 1,
    endpoint,
    version: '1.0',
    startedAt: 0,
    durationMillis: 100,
    codeLines: [HANDLER, PRICE, QUERY],
    nodes: [
      node(0, 0, { self: { cpu: 5, queue: 10 }, heldBy: 'GET /report' }),
      node(1, 2, { self: { await: 60 }, waitsFor: 'socket pg' }),
      node(1, 1, { self: { cpu: 20, gc: 5 } }),
    ],
    samplingPeriodMillis: 5,
    samples: 7,
    costMillis: 0.25,
    isTruncated: false,
    notes: [],
    ...part,
  };
}

export function exampleOutlier(endpoint: EndpointKey, part: Partial<OutlierRecord> = {}): OutlierRecord {
  return {
    trace: 1,
    endpoint,
    startedAt: 0,
    elapsedMillis: 250.5,
    thresholdMillis: 100.25,
    stacks: [{ kind: 'waiting', lines: [QUERY, HANDLER], forMillis: 240.125, waitsFor: 'socket pg' }],
    request: {
      url: '/users/3?page=2',
      query: { page: '2' },
      parameters: { id: '3' },
      headers: { accept: 'text/html', authorization: '[redacted]' },
      body: null,
    },
    environment: { NODE_ENV: 'production' },
    machine: {
      cpuPercents: [12.4, 99.6, 0],
      processCpuPercent: 87.5,
      memory: {
        residentBytes: 123_456_789,
        heapUsedBytes: 50_000_000,
        heapTotalBytes: 70_000_000,
        externalBytes: 1_000_000,
        systemFreeBytes: 2_000_000_000,
        systemTotalBytes: 8_000_000_000,
      },
      eventLoopDelayMillis: 12.345,
      requestsInFlight: 17,
    },
    blockedBy: null,
    ...part,
  };
}
