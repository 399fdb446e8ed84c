import { describe, expect, it } from 'vitest';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { endpointBoxes } from './endpoint-boxes.ts';

const endpoint = (id: number): ApiEndpoint => ({ id, name: `GET /${id}` }) as ApiEndpoint;
const parts = {
  endpoints: [endpoint(1), endpoint(2), endpoint(3)],
  rows: [
    { endpoint: 1, requests: 10, p50: 5, p95: 90 },
    { endpoint: 2, requests: 90, p50: 3, p95: 8 },
  ],
  baseline: [{ endpoint: 1, requests: 10, p50: 4 }],
  open: () => undefined,
};

describe('boxes of endpoints', () => {
  it.each([
    ['requests', ['2', '1']],
    ['p95', ['1', '2']],
  ] as const)('are in the order of %s, without those that nobody requested', (order, keys) => {
    expect(endpointBoxes({ ...parts, order }).map(({ key }) => key)).toEqual(keys);
  });

  it('know the p50 of the time compared with', () => {
    const boxes = endpointBoxes({ ...parts, order: 'requests' });
    expect(boxes.map(({ baselineP50 }) => baselineP50)).toEqual([undefined, 4]);
  });
});
