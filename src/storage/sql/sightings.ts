import { type Kysely, sql } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { Resolution } from '../../rollup/resolution.ts';
import { ALL_STATUSES } from '../../rollup/rollup-sums.ts';
import type { Sighting, SightingsQuery } from '../storage.ts';
import { readFoldedId } from './fold-marks.ts';
import { labelTexts } from './label-texts.ts';
import type { Facet } from './metrics/exact-rollups.ts';
import { facetHorizons, planSegments } from './metrics/horizons.ts';
import { settledRange } from './metrics/settled-range.ts';
import { foldedRanges } from './metrics/unfolded.ts';
import { type LabelTableName, NO_LABEL, type RollupTableName, type Tables } from './tables.ts';

interface LabelFigures {
  readonly id: number;
  readonly requests: number;
  readonly first: EpochMillis;
  readonly last: EpochMillis;
}

/** Newest first seen first. */
export async function listVersions(db: Kysely<Tables>, query: SightingsQuery): Promise<readonly Sighting[]> {
  const found = await readFigures(db, query, VERSIONS);
  return (await named(db, 'versions', found)).sort((a, b) => b.firstSeen - a.firstSeen).slice(0, query.limit);
}

/** Most requests first; of whole days, those beyond the cap as one. */
export async function listGroups(db: Kysely<Tables>, query: SightingsQuery): Promise<readonly Sighting[]> {
  return busiest(await named(db, 'groups', await readFigures(db, query, GROUPS)), query.limit);
}

/** Most requests first; of whole days, those beyond the cap as one. */
export async function listIps(db: Kysely<Tables>, query: SightingsQuery): Promise<readonly Sighting[]> {
  return busiest(await named(db, 'ips', await readFigures(db, query, IPS)), query.limit);
}

function busiest(sightings: Sighting[], limit: number): readonly Sighting[] {
  return sightings.sort((a, b) => b.requests - a.requests).slice(0, limit);
}

/** Where the labels of one kind are counted. */
interface LabelSource {
  readonly facet: Facet;
  readonly resolutions: readonly Resolution[];
  readonly rollupTable: (resolution: Resolution) => RollupTableName;
  readonly rollupColumn: 'version_id' | 'label_id';
  readonly requestColumn: 'version_id' | 'group_id' | 'ip_id';
}

const VERSIONS: LabelSource = {
  facet: 'statusCode',
  resolutions: ['day', 'quarter', 'minute'],
  rollupTable: (resolution) => `rollups_${resolution}`,
  rollupColumn: 'version_id',
  requestColumn: 'version_id',
};
const GROUPS: LabelSource = {
  facet: 'group',
  resolutions: ['day'],
  rollupTable: () => 'rollups_group',
  rollupColumn: 'label_id',
  requestColumn: 'group_id',
};
const IPS: LabelSource = {
  facet: 'ip',
  resolutions: ['day'],
  rollupTable: () => 'rollups_ip',
  rollupColumn: 'label_id',
  requestColumn: 'ip_id',
};

async function readFigures(db: Kysely<Tables>, query: SightingsQuery, source: LabelSource): Promise<LabelFigures[]> {
  const found: LabelFigures[] = [];
  const whole = await settledRange(db, query.range);
  const horizons = await facetHorizons(db, source.facet);
  const plan = { resolutions: source.resolutions, rough: [], horizons };
  const segments = planSegments(whole, plan);
  for (const { source: from, ...range } of segments) {
    const part = { ...query, range };
    const rows =
      from === 'raw' ? readRequests(db, part, source) : readRollups(db, part, { ...source, resolution: from });
    found.push(...(await rows));
  }
  const foldedId = await readFoldedId(db, source.facet);
  for (const range of foldedRanges(segments)) {
    found.push(...(await readRequests(db, { ...query, range }, { ...source, foldedId })));
  }
  return found;
}

async function readRollups(
  db: Kysely<Tables>,
  { endpointId, range }: SightingsQuery,
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
  if (endpointId === null) select = select.where('endpoint_id', 'in', db.selectFrom('endpoints').select('id'));
  else select = select.where('endpoint_id', '=', endpointId);
  return select.execute();
}

/** With `foldedId`, of the few requests after it, found by their id and not by an index of all. */
async function readRequests(
  db: Kysely<Tables>,
  { endpointId, range }: SightingsQuery,
  { requestColumn: column, foldedId = null }: LabelSource & { readonly foldedId?: number | null },
): Promise<LabelFigures[]> {
  const ref = (name: 'time' | 'endpoint_id') =>
    foldedId === null ? sql.ref<number>(name) : sql<number>`${sql.ref(name)} + 0`;
  let select = db
    .selectFrom('requests')
    .where(ref('time'), '>=', range.from)
    .where(ref('time'), '<', range.to)
    .where(column, '<>', NO_LABEL)
    .groupBy(column)
    .select([
      `${column} as id`,
      sql<number>`count(*)`.as('requests'),
      sql<number>`min(time)`.as('first'),
      sql<number>`max(time)`.as('last'),
    ]);
  if (foldedId !== null) select = select.where('id', '>', foldedId);
  if (endpointId !== null) select = select.where(ref('endpoint_id'), '=', endpointId);
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
