import { BOX_METRICS, type Box } from './box.ts';
import type { ChartTable } from './chart-table.ts';

/** The numbers behind boxes; `noun` heads their names. */
export function boxTable(noun: string, boxes: readonly Box[]): ChartTable {
  return {
    columns: [noun, ...BOX_METRICS],
    rows: boxes.map(({ label, row }) => [label, ...BOX_METRICS.map((metric) => row[metric] ?? null)]),
  };
}
