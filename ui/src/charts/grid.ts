/** A chart of rows and columns: a heat map, or circles. */
export interface Grid {
  readonly rows: readonly GridLine[];
  readonly columns: readonly GridLine[];
  /** Row by row. */
  readonly cells: readonly (readonly (GridCell | null)[])[];
  /** Upright lines; `column` may be a fraction. */
  readonly markers?: readonly { readonly column: number; readonly label: string }[];
}

export interface GridLine {
  readonly key: string;
  readonly label: string;
  /** In full, where the label is short. */
  readonly title?: string;
  /** Where its name leads: a path of the app, in the same view with these parameters. */
  readonly link?: GridLink;
}

export interface GridLink {
  readonly to: string;
  readonly search?: Readonly<Record<string, string | undefined>>;
}

export interface GridCell {
  /** 0-1: decides the colour, or the size of the circle. */
  readonly share: number;
  /** In the cell, where there is room. */
  readonly text?: string;
  /** Of too few requests to mean much: drawn hollow. */
  readonly isDoubted?: boolean;
  /** False: pressing it does nothing, even where cells open. */
  readonly opens?: boolean;
  /** Read out, and shown while the pointer is on it. */
  readonly summary: readonly (readonly [name: string, value: string])[];
}

export type GridLook = 'heat' | 'circles';

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export function opensAt(grid: Grid, place: CellPlace): boolean {
  const cell = cellAt(grid, place);
  return cell !== null && cell.opens !== false;
}

export function cellAt({ cells }: Grid, { row, column }: CellPlace): GridCell | null {
  return cells[row]?.[column] ?? null;
}
