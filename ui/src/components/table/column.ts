import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  /** Shown when the pointer rests on the header. */
  readonly hint?: string;
  /** Pixels. A column that grows takes at least these. */
  readonly width: number;
  readonly grows?: boolean;
  readonly align?: 'left' | 'right';
  /** What is in it is never wider than the column, as are numbers, to the right, anyway: to cut it off costs a layer for each cell. */
  readonly fits?: boolean;
  /** Absent: not sortable. Nulls come last in both directions. */
  readonly sortValue?: (row: Row) => string | number | null;
  readonly cell: (row: Row) => ReactNode;
}

/** As in the URL: `requests`, or `-requests` for the largest first. */
export interface Sort {
  readonly key: string;
  readonly descending: boolean;
}

export function parseSort(text: string | undefined, fallback: Sort): Sort {
  if (text === undefined || text === '') return fallback;
  return text.startsWith('-') ? { key: text.slice(1), descending: true } : { key: text, descending: false };
}

export function sortText({ key, descending }: Sort): string {
  return descending ? `-${key}` : key;
}
