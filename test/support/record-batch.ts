import type { EndpointKey } from '../../src/model/endpoint.ts';
import { REQUEST_FIELD, REQUEST_STRIDE, type RecordBatch } from '../../src/model/record-batch.ts';

export interface ExampleRequest {
  readonly endpoint: EndpointKey;
  readonly time: number;
  readonly duration: number;
  readonly statusCode?: number;
  readonly aborted?: boolean;
  readonly group?: string;
  readonly ip?: string;
}

/** A batch as the app's thread would send it. */
export function recordBatch(sequence: number, version: string, examples: readonly ExampleRequest[]): RecordBatch {
  const endpoints: EndpointKey[] = [];
  const strings: string[] = [];
  const requests = new Float64Array(examples.length * REQUEST_STRIDE);
  const stringIndex = (text: string | undefined): number =>
    text === undefined ? -1 : indexIn(strings, text, (each) => each === text);
  examples.forEach(({ endpoint, time, duration, statusCode = 200, aborted = false, group, ip }, row) => {
    const put = (field: keyof typeof REQUEST_FIELD, value: number): void => {
      requests[row * REQUEST_STRIDE + REQUEST_FIELD[field]] = value;
    };
    put(
      'endpoint',
      indexIn(endpoints, endpoint, ({ method, route }) => method === endpoint.method && route === endpoint.route),
    );
    put('time', time);
    put('duration', duration);
    put('statusCode', statusCode);
    put('aborted', aborted ? 1 : 0);
    put('group', stringIndex(group));
    put('ip', stringIndex(ip));
  });
  return { instance: 'example', sequence, version, endpoints, strings, requests, touches: [] };
}

function indexIn<Value>(values: Value[], value: Value, isSame: (each: Value) => boolean): number {
  const index = values.findIndex(isSame);
  return index >= 0 ? index : values.push(value) - 1;
}
