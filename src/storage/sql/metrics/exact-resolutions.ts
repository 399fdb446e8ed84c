import type { MetricsQuery } from '../../../model/metrics-query.ts';
import type { Resolution } from '../../../rollup/resolution.ts';
import type { TimeZone } from '../../../rollup/time-zone.ts';

/** The resolutions, coarsest first, whose buckets lie within the buckets that the question asks for. */
export function exactResolutions(query: MetricsQuery, zone: TimeZone): readonly Resolution[] {
  const { dimensions, filters, range, step } = query;
  const asksPeople = dimensions.includes('group') || dimensions.includes('ip');
  if (asksPeople || isFiltered(filters.group) || isFiltered(filters.ip)) return [];
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
