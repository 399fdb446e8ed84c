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
  /** What only sums tell apart is all that is asked for. */
  readonly sumsAnswer: boolean;
}

export function exactRollups(query: MetricsQuery, zone: TimeZone): ExactRollups {
  const asked = FACETS.filter((facet) => query.dimensions.includes(facet) || isFiltered(query.filters[facet]));
  const [facet = 'statusCode', second] = asked;
  if (second !== undefined) return { facet, sources: [], rough: [], sumsAnswer: false };
  const byHour = query.dimensions.includes('hourOfDay');
  const sources = exactSources(query, zone);
  if (facet !== 'statusCode')
    return {
      facet,
      sources: sources.filter((each) => each === 'day'),
      rough: byHour ? [] : ['day'],
      sumsAnswer: false,
    };
  const sumsAnswer = areInSums(query);
  const told = sumsAnswer ? sources : sources.filter((each) => each !== 'hour');
  return { facet, sources: told, rough: byHour ? [] : ['quarter', 'day'], sumsAnswer };
}

/** Of hours there are sums over status codes, and over endpoints and versions. */
function areInSums({ dimensions, filters }: MetricsQuery): boolean {
  const asks = (dimension: 'endpoint' | 'version' | 'statusCode'): boolean =>
    dimensions.includes(dimension) || isFiltered(filters[dimension]);
  return !asks('statusCode') || !(asks('endpoint') || asks('version'));
}

/** The rollups whose buckets lie within the buckets that the question asks for. */
function exactSources({ dimensions, metrics, range, step }: MetricsQuery, zone: TimeZone): readonly RollupSource[] {
  const byTime = dimensions.includes('time');
  if (byTime && (step === '1m' || step === '5m')) return ['minute'];
  if (byTime && step === '15m') return ['quarter', 'minute'];
  const byHour = dimensions.includes('hourOfDay') || (byTime && step !== '1d');
  const byDay = byTime || dimensions.includes('day');
  const widest: readonly RollupSource[] =
    !(byHour || byDay) || zone.hasWholeHours(range) ? ['hour', 'quarter', 'minute'] : ['quarter', 'minute'];
  if (byHour) return widest;
  if (!byDay || zone.isUtc(range.from, range.to)) return ['day', ...widest];
  // What was added can be taken away again, but not from a smallest or largest.
  const hasExtremes = metrics.includes('min') || metrics.includes('max');
  return hasExtremes ? widest : ['localDay', ...widest];
}

export function isFiltered(values: readonly (string | number)[] | undefined): boolean {
  return values !== undefined && values.length > 0;
}
