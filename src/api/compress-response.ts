import { constants, gzipSync } from 'node:zlib';
import type { ApiRequest, ApiResponse } from './api-request.ts';

/** Smaller ones fit into a packet or two, and whatever holds a secret is smaller. */
const MIN_BYTES = 2048;
/** JSON is as repetitive as it is fast to compress: the levels above take several times as long for a few per cent. */
const LEVEL = constants.Z_BEST_SPEED;

/**
 * Here and not on the app's thread, which then passes on a tenth of the bytes. Not in libuv's threads either: the app's
 * files and names wait for those.
 */
export function compressResponse({ headers }: ApiRequest, response: ApiResponse): ApiResponse {
  const isTooSmall = response.body.byteLength < MIN_BYTES || response.rest !== undefined;
  if (isTooSmall || !acceptsGzip(headers['accept-encoding'])) return response;
  return {
    ...response,
    headers: { ...response.headers, 'content-encoding': 'gzip', vary: 'accept-encoding' },
    body: new Uint8Array(gzipSync(response.body, { level: LEVEL })),
  };
}

/** Also of `br, gzip;q=0.5`; `gzip;q=0` refuses it. */
function acceptsGzip(accepted = ''): boolean {
  const [, quality = '1'] = /(?:^|,)\s*gzip\s*(?:;\s*q=([\d.]+)\s*)?(?:,|$)/i.exec(accepted) ?? [null, '0'];
  return Number(quality) > 0;
}
