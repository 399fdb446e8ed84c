/** Pixels around the rows. */
const TOP = 6;
const BOTTOM = 26;
const MIN_ROW_HEIGHT = 26;
const MAX_ROW_HEIGHT = 46;
/** Few rows share this height, so that neighbouring charts are alike and nothing moves while they load. */
const COMFORTABLE_HEIGHT = 160;

/** Pixels. */
export interface RowsPlot {
  readonly rowHeight: number;
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
}

export function rowsPlot(rows: number): RowsPlot {
  const rowHeight = Math.min(MAX_ROW_HEIGHT, Math.max(MIN_ROW_HEIGHT, COMFORTABLE_HEIGHT / Math.max(1, rows)));
  return { rowHeight, top: TOP, bottom: BOTTOM, height: TOP + rowHeight * rows + BOTTOM };
}

export const ROWS_MIN_HEIGHT: number = TOP + COMFORTABLE_HEIGHT + BOTTOM;
