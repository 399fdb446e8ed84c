const ROW_HEIGHT = 32;

/** Pixels. */
export const BOX_PLOT = { rowHeight: ROW_HEIGHT, top: 6, left: 104, right: 16, bottom: 26 } as const;

export function boxChartHeight(rows: number): number {
  return BOX_PLOT.top + rows * ROW_HEIGHT + BOX_PLOT.bottom;
}
