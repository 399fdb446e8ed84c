import type { TimeRange } from '../../model/time-range.ts';
import { type Filters, filters } from './filters.ts';
import type { QueryParts } from './query-part.ts';
import { timeRange } from './time-range.ts';

/** Of which requests the figures of endpoints are. */
export interface FiguresQuery {
  readonly range: TimeRange;
  readonly filters: Filters;
}

export const figuresQuery: QueryParts<FiguresQuery> = { range: timeRange, filters };
