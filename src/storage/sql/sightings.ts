import { type Kysely, sql } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { Resolution } from '../../rollup/resolution.ts';
import type { Sighting, SightingsQuery } from '../storage.ts';
import { labelTexts } from './label-texts.ts';
import { cutIntoSegments } from './metrics/segments.ts';
import { type LabelTableName, NO_LABEL, type Tables } from './tables.ts';

interface LabelFigures {
  readonly id: number;
  readonly requests: number;
  readonly first: EpochMillis;
  readonly last: EpochMillis;
}

/** Newest first seen first. */
export async function listVersions(db: Kysely<Tables>, query: SightingsQuery): Promise<readonly Sighting[]> {
  const found: LabelFigures[] = [];
  for (const { source, ...range } of cutIntoSegments(query.range, ['day', 'quarter', 'minute'])) {
    const part = { ...query, range };
    found.push(...(await (source === 'raw' ? readRequests(db, part, 'version_id') : readVersions(db, part, source))));
  }
  const sightings = await named(db, 'versions', found);
  return sightings.sort((a, b) => b.firstSeen - a.firstSeen).slice(0, query.limit);
}

/** Most requests first. */
export async function listGroups(db: Kysely<Tables>, query: SightingsQuery): Promise<readonly Sighting[]> {
  return busiest(await named(db, 'groups', await readRequests(db, query, 'group_id')), query.limit);
}

/** Most requests first. */
export async function listIps(db: Kysely<Tables>, query: SightingsQuery): Promise<readonly Sighting[]> {
  return busiest(await named(db, 'ips', await readRequests(db, query, 'ip_id')), query.limit);
}

function busiest(sightings: Sighting[], limit: number): readonly Sighting[] {
  return sightings.sort((a, b) => b.requests - a.requests).slice(0, limit);
}

async function readVersions(db: Kysely<Tables>, query: SightingsQuery, source: Resolution): Promise<LabelFigures[]> {
  const { endpointId, range } = query;
  let select = db
    .selectFrom(`rollups_${source}`)
    .where('bucket', '>=', range.from)
    .where('bucket', '<', range.to)
    .groupBy('version_id')
    .select([
      'version_id as id',
      sql<number>`sum(requests)`.as('requests'),
      sql<number>`min(bucket + first_offset)`.as('first'),
      sql<number>`max(bucket + last_offset)`.as('last'),
    ]);
  if (endpointId === null) select = select.where('endpoint_id', 'in', db.selectFrom('endpoints').select('id'));
  else select = select.where('endpoint_id', '=', endpointId);
  return select.execute();
}

async function readRequests(
  db: Kysely<Tables>,
  { endpointId, range }: SightingsQuery,
  column: 'version_id' | 'group_id' | 'ip_id',
): Promise<LabelFigures[]> {
  let select = db
    .selectFrom('requests')
    .where('time', '>=', Math.ceil(range.from))
    .where('time', '<', Math.ceil(range.to))
    .where(column, '<>', NO_LABEL)
    .groupBy(column)
    .select([
      `${column} as id`,
      sql<number>`count(*)`.as('requests'),
      sql<number>`min(time)`.as('first'),
      sql<number>`max(time)`.as('last'),
    ]);
  if (endpointId !== null) select = select.where('endpoint_id', '=', endpointId);
  return select.execute();
}

/** Adds up what is of one label, and puts its text in place of the id. */
async function named(db: Kysely<Tables>, table: LabelTableName, found: readonly LabelFigures[]): Promise<Sighting[]> {
  const sums = new Map<number, LabelFigures>();
  for (const figures of found) {
    const { id, requests, first, last } = sums.get(figures.id) ?? { ...figures, requests: 0 };
    sums.set(id, {
      id,
      requests: requests + figures.requests,
      first: Math.min(first, figures.first),
      last: Math.max(last, figures.last),
    });
  }
  const texts = await labelTexts(db, table, sums.keys());
  return [...sums.values()].flatMap(({ id, requests, first, last }) => {
    const value = texts.get(id);
    return value === undefined ? [] : [{ value, requests, firstSeen: first, lastSeen: last }];
  });
}
