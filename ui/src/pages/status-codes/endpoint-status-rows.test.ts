import { describe, expect, it } from 'vitest';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { endpointStatusRows } from './endpoint-status-rows.ts';

const endpoint = (id: number): ApiEndpoint => ({ id, name: `GET /${id}` }) as ApiEndpoint;

describe('status codes of endpoints', () => {
  it('are summed by class, and endpoints that nobody requested are left out', () => {
    const rows = endpointStatusRows(
      [endpoint(1), endpoint(2)],
      [
        { endpoint: 1, statusCode: 200, requests: 5 },
        { endpoint: 1, statusCode: 404, requests: 2 },
        { endpoint: 1, statusCode: 503, requests: 1 },
        { endpoint: 1, statusCode: 101, requests: 4 },
      ],
    );
    expect(rows.map(({ endpoint: { id }, requests, errors, byClass }) => [id, requests, errors, byClass])).toEqual([
      [1, 12, 3, { '2xx': 5, '3xx': 0, '4xx': 2, '5xx': 1 }],
    ]);
  });
});
