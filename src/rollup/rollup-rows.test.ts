import { expect, test } from 'vitest';
import { RollupRows } from './rollup-rows.ts';

test('finds every key again, however many there are', () => {
  const rows = new RollupRows();
  const keys = Array.from({ length: 5000 }, (_, at) => [at % 7, at % 3, (at % 2 === 0 ? 1 : -1) * at, at * 60_000]);
  const places = keys.map(([a = 0, b = 0, c = 0, d = 0]) => rows.rowOf(a, b, c, d));
  for (const round of [1, 2]) {
    for (const [index, [a = 0, b = 0, c = 0, d = 0]] of keys.entries()) {
      expect(rows.rowOf(a, b, c, d)).toBe(places[index]);
      rows.addRequest(places[index] ?? -1, d + round, index, false);
    }
  }
  expect(rows.size).toBe(5000);
  for (const [index, [endpointId, versionId, facet, bucket = 0]] of keys.entries()) {
    const times = { firstTime: bucket + 1, lastTime: bucket + 2, requests: 2, min: index, max: index };
    expect(rows.read(places[index] ?? -1)).toMatchObject({ endpointId, versionId, facet, bucket, ...times });
  }
});

test('puts rows beside each other that lie so in the table', () => {
  const rows = new RollupRows();
  const keys = [
    [2, 1, 200, 0],
    [1, 2, 200, 60_000],
    [1, 1, 200, 60_000],
    [1, 2, 200, 0],
    [2, 1, 404, 0],
  ];
  for (const [a = 0, b = 0, c = 0, d = 0] of keys) rows.rowOf(a, b, c, d);
  expect([...rows.inOrder()]).toEqual([3, 2, 1, 0, 4]);
});
