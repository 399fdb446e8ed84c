import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import { compressResponse } from './compress-response.ts';

const LONG = new TextEncoder().encode(
  JSON.stringify(Array.from({ length: 1000 }, (_, id) => ({ id, requests: 10 * id }))),
);

function compressed(accepted: string | undefined, body: Uint8Array, rest?: ApiResponse['rest']): ApiResponse {
  const headers: ApiRequest['headers'] = accepted === undefined ? {} : { 'accept-encoding': accepted };
  const request = { method: 'GET', path: '/', query: '', headers, body: null, remoteAddress: null } as const;
  return compressResponse(
    { ...request, secure: false, authorizedRole: null },
    { status: 200, headers: { 'content-type': 'application/json' }, body, ...(rest === undefined ? {} : { rest }) },
  );
}

describe('answers', () => {
  it.each(['gzip', 'gzip, deflate, br, zstd', 'br;q=1, GZIP;q=0.5', 'deflate , gzip ; q=0.001'])(
    'are compressed for %s',
    (accepted) => {
      const { headers, body } = compressed(accepted, LONG);
      expect(headers).toEqual({
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        vary: 'accept-encoding',
      });
      expect(body.byteLength).toBeLessThan(LONG.byteLength / 3);
      expect(new Uint8Array(gunzipSync(body))).toEqual(LONG);
      expect(body.byteLength, 'so that they can be moved').toBe(body.buffer.byteLength);
    },
  );

  it.each([undefined, '', 'br', 'gzip;q=0', 'br, gzip; q=0.0', 'xgzip', 'gzipped'])(
    'stay as they are for %s',
    (accepted) => {
      expect(compressed(accepted, LONG)).toEqual({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: LONG,
      });
    },
  );

  it('stay as they are when they are short, or only the beginning of one', () => {
    const short = LONG.slice(0, 200);
    expect(compressed('gzip', short).body).toBe(short);
    const rest = { next: async () => null, leave() {} };
    expect(compressed('gzip', LONG, rest).body).toBe(LONG);
  });
});
