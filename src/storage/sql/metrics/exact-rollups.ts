import type { MetricsQuery } from '../../../model/metrics-query.ts';
import type { Resolution } from '../../../rollup/resolution.ts';
import type { TimeZone } from '../../../rollup/time-zone.ts';
import type { RollupSource } from './segments.ts';

/** What rollups tell requests apart by, besides endpoint and version. */
export type Facet = 'statusCode' | 'group' | 'ip' | 'instance';

const FACETS: readonly Facet[] = ['statusCode', 'group', 'ip', 'instance'];

/** Rollups that answer a question exactly. */
export interface ExactRollups {
  readonly facet: Facet;
  /** Coarsest first; none when only raw requests can answer. */
  readonly sources: readonly RollupSource[];
  /** Finest first: their points are too wide for the question, but lie where they belong. */
  readonly rough: readonly Resolution[];
}

export function exactRollups(query: MetricsQuery, zone: TimeZone): ExactRollups {
  const asked = FACETS.filter((facet) => query.dimensions.includes(facet) || isFiltered(query.filters[facet]));
  const [facet = 'statusCode', second] = asked;
  if (second !== undefined) return { facet, sources: [], rough: [] };
  const byHour = query.dimensions.includes('hourOfDay');
  const sources = exactSources(query, zone);
  if (facet === 'statusCode') return { facet, sources, rough: byHour ? [] : ['quarter', 'day'] };
  return { facet, sources: sources.filter((each) => each === 'day'), rough: byHour ? [] : ['day'] };
}

/** The rollups whose buckets lie within the buckets that the question asks for. */
function exactSources({ dimensions, metrics, range, step }: MetricsQuery, zone: TimeZone): readonly RollupSource[] {
  const byTime = dimensions.includes('time');
  if (byTime && (step === '1m' || step === '5m')) return ['minute'];
  const byHour = dimensions.includes('hourOfDay') || (byTime && step !== '1d');
  if (byHour) return ['quarter', 'minute'];
  const byDay = byTime || dimensions.includes('day');
  if (!byDay || zone.isUtc(range.from, range.to)) return ['day', 'quarter', 'minute'];
  // What was added can be taken away again, but not from a smallest or largest.
  const hasExtremes = metrics.includes('min') || metrics.includes('max');
  return hasExtremes ? ['quarter', 'minute'] : ['localDay', 'quarter', 'minute'];
}

export function isFiltered(values: readonly (string | number)[] | undefined): boolean {
  return values !== undefined && values.length > 0;
}
