import { type Kysely, sql } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { Resolution } from '../../rollup/resolution.ts';
import { ALL_ENDPOINTS, ALL_STATUSES } from '../../rollup/rollup-sums.ts';
import type { Sighting, SightingsQuery } from '../storage.ts';
import { labelTexts } from './label-texts.ts';
import type { Facet } from './metrics/exact-rollups.ts';
import type { Snapshot } from './metrics/query-metrics.ts';
import { planReading } from './metrics/reading-plan.ts';
import { foldedRanges, readUnfolded } from './metrics/unfolded.ts';
import { type LabelTableName, NO_LABEL, type RollupTableName, type Tables } from './tables.ts';

interface LabelFigures {
  readonly id: number;
  readonly requests: number;
  readonly first: EpochMillis;
  readonly last: EpochMillis;
}

/** Newest first seen first. */
export async function listVersions(snapshot: Snapshot, query: SightingsQuery): Promise<readonly Sighting[]> {
  const found = await readFigures(snapshot, query, VERSIONS);
  return (await named(snapshot.db, 'versions', found)).sort((a, b) => b.firstSeen - a.firstSeen).slice(0, query.limit);
}

/** Most requests first; of whole days, those beyond the cap as one. */
export async function listGroups(snapshot: Snapshot, query: SightingsQuery): Promise<readonly Sighting[]> {
  return busiest(await named(snapshot.db, 'groups', await readFigures(snapshot, query, GROUPS)), query.limit);
}

/** Most requests first; of whole days, those beyond the cap as one. */
export async function listIps(snapshot: Snapshot, query: SightingsQuery): Promise<readonly Sighting[]> {
  return busiest(await named(snapshot.db, 'ips', await readFigures(snapshot, query, IPS)), query.limit);
}

function busiest(sightings: Sighting[], limit: number): readonly Sighting[] {
  return sightings.sort((a, b) => b.requests - a.requests).slice(0, limit);
}

/** Where the labels of one kind are counted. */
interface LabelSource {
  readonly facet: Facet;
  readonly sources: readonly Resolution[];
  readonly rollupTable: (resolution: Resolution) => RollupTableName;
  readonly rollupColumn: 'version_id' | 'label_id';
  readonly requestColumn: 'version_id' | 'group_id' | 'ip_id';
}

const VERSIONS: LabelSource = {
  facet: 'statusCode',
  sources: ['day', 'quarter', 'minute'],
  rollupTable: (resolution) => `rollups_${resolution}`,
  rollupColumn: 'version_id',
  requestColumn: 'version_id',
};
const GROUPS: LabelSource = {
  facet: 'group',
  sources: ['day'],
  rollupTable: () => 'rollups_group',
  rollupColumn: 'label_id',
  requestColumn: 'group_id',
};
const IPS: LabelSource = {
  facet: 'ip',
  sources: ['day'],
  rollupTable: () => 'rollups_ip',
  rollupColumn: 'label_id',
  requestColumn: 'ip_id',
};

async function readFigures(
  { db, unfolded }: Snapshot,
  { endpointId, range }: SightingsQuery,
  source: LabelSource,
): Promise<LabelFigures[]> {
  const found: LabelFigures[] = [];
  const filters = endpointId === null ? [] : [{ column: 'endpoint_id', ids: [endpointId] } as const];
  const { segments } = await planReading(db, { filters, isTimed: false }, { ...source, rough: [], range });
  for (const { source: from, ...part } of segments) {
    const rows =
      from === 'raw' || from === 'localDay'
        ? readRequests(db, { endpointId, range: part }, source)
        : readRollups(db, { endpointId, range: part }, { ...source, resolution: from });
    found.push(...(await rows));
  }
  readUnfolded(await unfolded.read(db), { filters, ranges: foldedRanges(segments) }, (request) => {
    const id = request[source.requestColumn];
    if (id !== NO_LABEL) found.push({ id, requests: 1, first: request.time, last: request.time });
  });
  return found;
}

interface Part {
  readonly endpointId: number | null;
  readonly range: TimeRange;
}

async function readRollups(
  db: Kysely<Tables>,
  { endpointId, range }: Part,
  source: LabelSource & { readonly resolution: Resolution },
): Promise<LabelFigures[]> {
  const label = sql.ref<number>(source.rollupColumn);
  let select = db
    .selectFrom(source.rollupTable(source.resolution))
    .where('bucket', '>=', range.from)
    .where('bucket', '<', range.to)
    .where(label, '<>', NO_LABEL)
    .groupBy(label)
    .select([
      label.as('id'),
      sql<number>`sum(requests)`.as('requests'),
      sql<number>`min(bucket + first_offset)`.as('first'),
      sql<number>`max(bucket + last_offset)`.as('last'),
    ]);
  if (source.facet === 'statusCode') {
    const hasSum = source.resolution !== 'minute';
    select = select.where(sql.ref('status_code'), hasSum ? '=' : '<>', ALL_STATUSES);
  }
  if (endpointId !== null) select = select.where('endpoint_id', '=', endpointId);
  else if (source.facet !== 'statusCode') select = select.where('endpoint_id', '=', ALL_ENDPOINTS);
  else select = select.where('endpoint_id', 'in', db.selectFrom('endpoints').select('id'));
  return select.execute();
}

async function readRequests(
  db: Kysely<Tables>,
  { endpointId, range }: Part,
  { requestColumn: column }: LabelSource,
): Promise<LabelFigures[]> {
  let select = db
    .selectFrom('requests')
    .where('time', '>=', range.from)
    .where('time', '<', range.to)
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
