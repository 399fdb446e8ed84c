import type { IncomingMessage } from 'node:http';

/** No call of the API needs more. */
export const MAX_BODY_BYTES = 1_048_576;

export type BodyResult =
  | { readonly kind: 'body'; readonly body: Uint8Array | null }
  | { readonly kind: 'too-large' }
  /** The client left. */
  | { readonly kind: 'gone' };

/** Reads the whole body within the limit; never rejects. */
export function readBody(request: IncomingMessage): Promise<BodyResult> {
  if (request.method === 'GET' || request.method === 'HEAD') return Promise.resolve({ kind: 'body', body: null });
  if (request.readableEnded) return Promise.resolve({ kind: 'body', body: alreadyParsed(request) });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.byteLength;
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
      else resolve({ kind: 'too-large' });
    });
    request.on('end', () =>
      resolve({ kind: 'body', body: length === 0 ? null : new Uint8Array(Buffer.concat(chunks)) }),
    );
    request.on('close', () => resolve({ kind: 'gone' }));
    request.on('error', () => resolve({ kind: 'gone' }));
  });
}

/** Mounted below an app whose body parser ran first, the dashboard finds the stream read and the body parsed. */
function alreadyParsed(request: IncomingMessage): Uint8Array | null {
  const { body } = request as { body?: unknown };
  return body === undefined || body === null ? null : new TextEncoder().encode(JSON.stringify(body));
}
