import { createContext, use } from 'react';
import type { LevelControl } from '../../components/level-switch.tsx';
import type { CourseScope } from './course-batch.ts';

export interface RowParts {
  readonly scope: CourseScope;
  /** In the configured time zone, as the server counts. */
  readonly today: { readonly from: string; readonly to: string };
  readonly levels: LevelControl;
}

/** What all rows have in common. Found out once: by each row for itself it would take most of the time of scrolling. */
export const RowPartsContext = createContext<RowParts | null>(null);

export function useRowParts(): RowParts {
  const parts = use(RowPartsContext);
  if (parts === null) throw new Error('a row stands inside the table of endpoints');
  return parts;
}
