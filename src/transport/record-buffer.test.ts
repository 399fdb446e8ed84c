import { describe, expect, it } from 'vitest';
import { REQUEST_FIELD, REQUEST_STRIDE } from '../model/record-batch.ts';
import { RecordBuffer, type RequestRow } from './record-buffer.ts';

const row: RequestRow = {
  endpoint: { method: 'GET', route: '/' },
  time: 1,
  durationMillis: 2,
  statusCode: 200,
  aborted: false,
  group: null,
  ip: null,
  trace: null,
};
const identity = { instance: 'a', sequence: 1, version: '1' };

describe('RecordBuffer', () => {
  it('sends each string and endpoint once per batch', () => {
    const buffer = new RecordBuffer();
    for (const group of ['ann', 'bob', 'ann']) buffer.add({ ...row, group, ip: '::1' });
    const batch = buffer.drain(identity);
    expect(batch.strings).toEqual(['ann', '::1', 'bob']);
    expect(batch.endpoints).toHaveLength(1);
    const groups = [0, 1, 2].map(
      (index) => batch.strings[batch.requests[index * REQUEST_STRIDE + REQUEST_FIELD.group] ?? -1],
    );
    expect(groups).toEqual(['ann', 'bob', 'ann']);
  });

  it('is empty after a drain, and the drained batch stays as it was', () => {
    const buffer = new RecordBuffer();
    buffer.add(row);
    const batch = buffer.drain(identity);
    expect(buffer.isEmpty).toBe(true);
    buffer.add({ ...row, durationMillis: 99 });
    expect(batch.requests[REQUEST_FIELD.duration]).toBe(2);
  });

  it('refuses rows and strings beyond its limits', () => {
    const rows = new RecordBuffer({ rows: 1, stringLength: 100, outliers: 10 });
    expect([rows.add(row), rows.add(row)]).toEqual([true, false]);
    const strings = new RecordBuffer({ rows: 10, stringLength: 5, outliers: 10 });
    expect([strings.add({ ...row, group: 'longer than five' }), strings.add(row)]).toEqual([true, false]);
  });
});
