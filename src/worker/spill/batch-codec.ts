import { REQUEST_STRIDE, type RecordBatch } from '../../model/record-batch.ts';

/** Length of the JSON part, then the batch's sequence. */
const HEAD_BYTES = 12;
const ROW_BYTES = REQUEST_STRIDE * Float64Array.BYTES_PER_ELEMENT;

export interface BatchSummary {
  readonly sequence: number;
  readonly requests: number;
}

/** Texts as JSON, requests as they are in memory: readable by any Node version, unlike V8's own format. */
export function encodeBatch({ requests, ...texts }: RecordBatch): Buffer {
  const json = Buffer.from(JSON.stringify(texts));
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(json.length, 0);
  head.writeDoubleLE(texts.sequence, 4);
  return Buffer.concat([head, json, Buffer.from(requests.buffer, requests.byteOffset, requests.byteLength)]);
}

export function decodeBatch(bytes: Buffer): RecordBatch {
  const start = HEAD_BYTES + bytes.readUInt32LE(0);
  const texts = JSON.parse(bytes.toString('utf8', HEAD_BYTES, start)) as Omit<RecordBatch, 'requests'>;
  // Copied, as the numbers need an aligned place.
  const requests = new Float64Array(new Uint8Array(bytes.subarray(start)).buffer);
  return { ...texts, requests };
}

/** What can be told without decoding. */
export function summarizeBatch(bytes: Buffer): BatchSummary {
  return {
    sequence: bytes.readDoubleLE(4),
    requests: (bytes.length - HEAD_BYTES - bytes.readUInt32LE(0)) / ROW_BYTES,
  };
}
