import { type Kysely, sql } from 'kysely';
import type { EpochMillis } from '../../model/clock.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { Resolution } from '../../rollup/resolution.ts';
import { ALL_ENDPOINTS, ALL_STATUSES, sumsStatuses } from '../../rollup/rollup-sums.ts';
import type { Sighting, SightingsQuery } from '../storage.ts';
import { labelTexts } from './label-texts.ts';
import type { Facet } from './metrics/exact-rollups.ts';
import type { FigureSource } from './metrics/figure-rows.ts';
import type { PackableRow } from './metrics/packed-rows.ts';
import type { Snapshot } from './metrics/query-metrics.ts';
import { planReading } from './metrics/reading-plan.ts';
import { settledRange } from './metrics/settled-range.ts';
import { foldedRanges, readUnfolded } from './metrics/unfolded.ts';
import { type LabelTableName, NO_LABEL, type RollupTableName, type Tables } from './tables.ts';

interface LabelFigures {
  readonly id: number;
  requests: number;
  first: EpochMillis;
  last: EpochMillis;
}

/** Newest first seen first. */
export async function listVersions(snapshot: Snapshot, query: SightingsQuery): Promise<readonly Sighting[]> {
  const found = (await readFigures(snapshot, query, VERSIONS)).sort((a, b) => b.first - a.first);
  return named(snapshot.db, 'versions', found.slice(0, query.limit));
}

/** Most requests first; of whole days, those beyond the cap as one. */
export async function listGroups(snapshot: Snapshot, query: SightingsQuery): Promise<readonly Sighting[]> {
  return named(snapshot.db, 'groups', busiest(await readFigures(snapshot, query, GROUPS), query.limit));
}

/** Most requests first; of whole days, those beyond the cap as one. */
export async function listIps(snapshot: Snapshot, query: SightingsQuery): Promise<readonly Sighting[]> {
  return named(snapshot.db, 'ips', busiest(await readFigures(snapshot, query, IPS), query.limit));
}

function busiest(found: LabelFigures[], limit: number): readonly LabelFigures[] {
  return found.sort((a, b) => b.requests - a.requests || a.id - b.id).slice(0, limit);
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
  sources: ['day', 'hour', 'quarter', 'minute'],
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
  { unfolded, ...reader }: Snapshot,
  query: SightingsQuery,
  source: LabelSource,
): Promise<LabelFigures[]> {
  const { endpointId } = query;
  const { db } = reader;
  const range = await settledRange(db, query.range);
  const sums = new LabelSums();
  const filters = endpointId === null ? [] : [{ column: 'endpoint_id', ids: [endpointId] } as const];
  const exact = { ...source, rough: [], sumsAnswer: true, range };
  const { segments } = await planReading(reader, { filters }, exact);
  for (const { source: from, ...part } of segments) {
    const rows =
      from === 'raw' || from === 'localDay'
        ? readRequests(db, { endpointId, range: part }, source)
        : readRollups(reader, { endpointId, range: part }, { ...source, resolution: from });
    for (const figures of await rows) sums.add(figures);
  }
  readUnfolded(await unfolded.read(db, source.facet), { filters, ranges: foldedRanges(segments) }, (request) => {
    const id = request[source.requestColumn];
    if (id !== NO_LABEL) sums.add({ id, requests: 1, first: request.time, last: request.time });
  });
  return sums.figures();
}

interface Part {
  readonly endpointId: number | null;
  readonly range: TimeRange;
}

type RollupSource = LabelSource & { readonly resolution: Resolution };

function readRollups(
  { db, memory }: FigureSource,
  { endpointId, range }: Part,
  source: RollupSource,
): Promise<readonly LabelFigures[]> {
  return memory.rows<LabelFigures & PackableRow>(db, {
    name: JSON.stringify(['sightings', endpointId, source]),
    range,
    isCostly: endpointId === null && source.facet === 'statusCode',
    read: (part) => readBuckets(db, { endpointId, range: part }, source),
    keep: (rows) => rows,
  });
}

async function readBuckets(
  db: Kysely<Tables>,
  { endpointId, range }: Part,
  source: RollupSource,
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
    const hasSum = sumsStatuses(source.resolution);
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

/** Adds up what is of one label. */
class LabelSums {
  readonly #sums = new Map<number, LabelFigures>();

  add(figures: LabelFigures): void {
    const sum = this.#sums.get(figures.id);
    if (sum === undefined) this.#sums.set(figures.id, { ...figures });
    else {
      sum.requests += figures.requests;
      sum.first = Math.min(sum.first, figures.first);
      sum.last = Math.max(sum.last, figures.last);
    }
  }

  figures(): LabelFigures[] {
    return [...this.#sums.values()];
  }
}

/** Puts texts in place of ids. */
async function named(
  db: Kysely<Tables>,
  table: LabelTableName,
  found: readonly LabelFigures[],
): Promise<readonly Sighting[]> {
  const texts = await labelTexts(
    db,
    table,
    found.map(({ id }) => id),
  );
  return found.flatMap(({ id, requests, first, last }) => {
    const value = texts.get(id);
    return value === undefined ? [] : [{ value, requests, firstSeen: first, lastSeen: last }];
  });
}
