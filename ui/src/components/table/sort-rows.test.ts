import { describe, expect, it } from 'vitest';
import { type Column, parseSort, sortText } from './column.ts';
import { sortRows } from './sort-rows.ts';

interface Row {
  readonly name: string;
  readonly p95: number | null;
}
const columns: readonly Column<Row>[] = [
  { key: 'name', header: 'Name', width: 1, sortValue: ({ name }) => name, cell: () => null },
  { key: 'p95', header: 'p95', width: 1, sortValue: ({ p95 }) => p95, cell: () => null },
];
const rows: readonly Row[] = [
  { name: '/v10', p95: 3 },
  { name: '/v9', p95: null },
  { name: '/a', p95: 20 },
];
const names = (key: string, descending: boolean): readonly string[] =>
  sortRows(rows, columns, { key, descending }).map(({ name }) => name);

describe('sorting', () => {
  it('orders text as people count', () => {
    expect(names('name', false)).toEqual(['/a', '/v9', '/v10']);
  });

  it('puts rows without a value last in both directions', () => {
    expect(names('p95', false)).toEqual(['/v10', '/a', '/v9']);
    expect(names('p95', true)).toEqual(['/a', '/v10', '/v9']);
  });

  it('is kept in the URL', () => {
    const fallback = { key: 'requests', descending: true };
    expect(parseSort(undefined, fallback)).toBe(fallback);
    for (const sort of [fallback, { key: 'p95', descending: false }])
      expect(parseSort(sortText(sort), fallback)).toEqual(sort);
  });
});
