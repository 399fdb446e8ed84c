import type { DetailsQuery } from '../../storage/detail-store.ts';
import { cursor } from './cursor.ts';
import { limit } from './limit.ts';
import { oneText } from './one-text.ts';
import type { QueryPart, QueryParts } from './query-part.ts';
import { endpointId } from './sightings.ts';
import { timeRange } from './time-range.ts';

export const oneVersion: QueryPart<string | null> = oneText(
  'version',
  'Of the app; profiles and outliers of others are left out. Default: all.',
);

/** What `/profiles` and `/outliers` are asked. */
export const detailsQuery: QueryParts<DetailsQuery> = {
  endpointId,
  version: oneVersion,
  range: timeRange,
  limit: limit({ fallback: 50, max: 500 }),
  cursor,
};
