import type { Sighting, SightingsQuery } from '../../storage/storage.ts';
import { isoTime } from '../answer-values.ts';
import { limit } from './limit.ts';
import type { QueryPart, QueryParts } from './query-part.ts';
import { timeRange } from './time-range.ts';

export const endpointId: QueryPart<number | null> = {
  parameters: [
    { name: 'endpoint', description: 'Id of the only endpoint to look at. Default: all.', schema: { type: 'integer' } },
  ],
  read(reader) {
    const value = reader.one('endpoint');
    if (value === null) return null;
    if (!/^\d{1,15}$/.test(value)) reader.reject('endpoint', value, 'the id of one endpoint');
    return Number(value);
  },
};

export type SightingsParameters = SightingsQuery;

/** What `/versions`, `/groups` and `/ips` are asked. */
export const sightingsQuery: QueryParts<SightingsParameters> = {
  endpointId,
  range: timeRange,
  limit: limit({ fallback: 1000, max: 10_000 }),
};

export function describeSighting({ firstSeen, lastSeen, requests }: Sighting): {
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly requests: number;
} {
  return { firstSeen: isoTime(firstSeen), lastSeen: isoTime(lastSeen), requests };
}
