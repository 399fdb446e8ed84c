import type { MetricsQuery } from '../../../model/metrics-query.ts';
import type { Resolution } from '../../../rollup/resolution.ts';
import type { TimeZone } from '../../../rollup/time-zone.ts';

/** What rollups tell requests apart by, besides endpoint and version. */
export type Facet = 'statusCode' | 'group' | 'ip';

const FACETS: readonly Facet[] = ['statusCode', 'group', 'ip'];

/** Rollups that answer a question exactly. */
export interface ExactRollups {
  readonly facet: Facet;
  /** Coarsest first; none when only raw requests can answer. */
  readonly resolutions: readonly Resolution[];
  /** Finest first: their points are too wide for the question, but lie where they belong. */
  readonly rough: readonly Resolution[];
}

export function exactRollups(query: MetricsQuery, zone: TimeZone): ExactRollups {
  const asked = FACETS.filter((facet) => query.dimensions.includes(facet) || isFiltered(query.filters[facet]));
  const [facet = 'statusCode', second] = asked;
  if (second !== undefined) return { facet, resolutions: [], rough: [] };
  const resolutions = exactResolutions(query, zone);
  if (facet !== 'statusCode') return { facet, resolutions: resolutions.filter((each) => each === 'day'), rough: [] };
  return { facet, resolutions, rough: query.dimensions.includes('hourOfDay') ? [] : ['quarter', 'day'] };
}

/** The resolutions whose buckets lie within the buckets that the question asks for. */
function exactResolutions({ dimensions, range, step }: MetricsQuery, zone: TimeZone): readonly Resolution[] {
  const byTime = dimensions.includes('time');
  if (byTime && (step === '1m' || step === '5m')) return ['minute'];
  const byHour = dimensions.includes('hourOfDay') || (byTime && step !== '1d');
  if (byHour) return ['quarter', 'minute'];
  const byDay = byTime || dimensions.includes('day');
  if (byDay && !zone.isUtc(range.from, range.to)) return ['quarter', 'minute'];
  return ['day', 'quarter', 'minute'];
}

export function isFiltered(values: readonly (string | number)[] | undefined): boolean {
  return values !== undefined && values.length > 0;
}
