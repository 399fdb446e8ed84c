import type { Column, Sort } from './column.ts';

const collator = new Intl.Collator('en', { numeric: true });

/** A new list; equal rows keep their order. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort): readonly Row[] {
  const value = columns.find(({ key }) => key === sort.key)?.sortValue;
  if (value === undefined) return rows;
  const direction = sort.descending ? -1 : 1;
  return [...rows].sort((left, right) => compare(value(left), value(right), direction));
}

function compare(left: string | number | null, right: string | number | null, direction: 1 | -1): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (typeof left === 'number' && typeof right === 'number') return (left - right) * direction;
  return collator.compare(String(left), String(right)) * direction;
}
