/** Pixels of a grid chart. */
export interface GridPlot {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly width: number;
  readonly height: number;
  /** Every so many columns have their label drawn. */
  readonly labelEvery: number;
}

export interface GridSpace {
  readonly rows: number;
  readonly columns: number;
  /** Of the whole chart. */
  readonly width: number;
  readonly labelWidth: number;
  readonly cellHeight: number;
  /** Columns of time are named below, as in time charts; others above. */
  readonly columnLabels: 'above' | 'below';
}

const RIGHT = 14;
const EDGE = 6;
const LABEL_HEIGHT = 24;
/** Few columns keep their cells from becoming bars. */
const MOST_CELL_WIDTH = 150;
const LEAST_LABEL_WIDTH = 52;
/** Names get no more than this part of a narrow chart. */
const MOST_LABEL_SHARE = 0.38;

export function gridPlot({ rows, columns, width, labelWidth, cellHeight, columnLabels }: GridSpace): GridPlot {
  const left = Math.min(labelWidth, Math.floor(width * MOST_LABEL_SHARE));
  const room = Math.max(1, width - left - RIGHT);
  const cellWidth = Math.min(MOST_CELL_WIDTH, room / Math.max(1, columns));
  // Markers of versions stand above columns of time, too.
  const top = LABEL_HEIGHT;
  const bottom = columnLabels === 'above' ? EDGE : LABEL_HEIGHT;
  return {
    left,
    top,
    bottom,
    cellWidth,
    cellHeight,
    width: cellWidth * columns,
    height: top + cellHeight * rows + bottom,
    labelEvery: Math.max(1, Math.ceil(LEAST_LABEL_WIDTH / cellWidth)),
  };
}

/** Before the width is known. */
export function gridHeight(rows: number, cellHeight: number): number {
  return LABEL_HEIGHT * 2 + cellHeight * rows;
}
