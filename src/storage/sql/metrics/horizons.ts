import type { Kysely } from 'kysely';
import type { EpochMillis } from '../../../model/clock.ts';
import type { TimeRange } from '../../../model/time-range.ts';
import type { Resolution } from '../../../rollup/resolution.ts';
import type { Duplicates } from '../duplicates.ts';
import type { Tables } from '../tables.ts';
import type { Facet } from './exact-rollups.ts';
import { cutIntoSegments, type RollupSource, type Segment, SOURCE_MILLIS } from './segments.ts';

/** What retention takes away; everything of a source is there from this time on. */
export type Horizons = Readonly<Partial<Record<HorizonSource, EpochMillis>>>;
/** `label`: rollups by group, IP and instance. */
export type HorizonSource = Resolution | 'raw' | 'label';

export interface Horizon {
  readonly source: HorizonSource;
  readonly since: EpochMillis;
}

async function readHorizons(db: Kysely<Tables>): Promise<Horizons> {
  const rows = await db.selectFrom('horizons').selectAll().execute();
  return Object.fromEntries(rows.map(({ source, since }) => [source, since]));
}

/** As seen by questions about the facet: rollups by group and IP are days with a horizon of their own. */
export async function facetHorizons(db: Kysely<Tables>, facet: Facet): Promise<Horizons> {
  const { label = 0, ...horizons } = await readHorizons(db);
  return facet === 'statusCode' ? horizons : { ...horizons, day: label };
}

/** Those of the wanted that are later than what is known. */
export async function laterHorizons(db: Kysely<Tables>, wanted: Horizons): Promise<readonly Horizon[]> {
  const known = await readHorizons(db);
  const sources = Object.keys(wanted) as HorizonSource[];
  const horizons = sources.map((source) => ({ source, since: wanted[source] ?? 0 }));
  return horizons.filter(({ source, since }) => since > (known[source] ?? 0));
}

export async function setHorizons(db: Kysely<Tables>, duplicates: Duplicates, wanted: Horizons): Promise<void> {
  const later = await laterHorizons(db, wanted);
  if (later.length === 0) return;
  const insert = db.insertInto('horizons').values(later);
  await duplicates.replace(insert, { key: ['source'], columns: ['since'] }).execute();
}

export interface SegmentPlan {
  /** That answer exactly, coarsest first. */
  readonly sources: readonly RollupSource[];
  /** That answer roughly, finest first: where nothing exact is left, a coarser point is better than none. */
  readonly rough: readonly Resolution[];
  readonly horizons: Horizons;
}

/**
 * Cuts the range at the horizons, and each part into buckets that are still there. Where raw requests are gone,
 * ends between buckets move down to the bucket's start: parts that met before still do.
 */
export function planSegments(range: TimeRange, plan: SegmentPlan): readonly Segment[] {
  const cuts = Object.values(plan.horizons).filter((cut) => cut > range.from && cut < range.to);
  const bounds = [range.from, ...new Set(cuts.sort((a, b) => a - b)), range.to];
  return bounds.slice(1).flatMap((to, index) => planPart({ from: bounds[index] ?? to, to }, plan));
}

function planPart({ from, to }: TimeRange, { sources, rough, horizons }: SegmentPlan): readonly Segment[] {
  const isThere = (source: HorizonSource): boolean => (horizons[source] ?? 0) <= from;
  const exact = sources.filter((source) => isThere(source === 'localDay' ? 'quarter' : source));
  if (isThere('raw')) return cutIntoSegments({ from, to }, exact);
  const usable = exact.length > 0 ? exact : rough.filter(isThere).slice(0, 1);
  const finest = usable.at(-1);
  if (finest === undefined) return [];
  const width = SOURCE_MILLIS[finest];
  const whole = { from: from - (from % width), to: to - (to % width) };
  return cutIntoSegments(whole, usable);
}
