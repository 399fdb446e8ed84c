import { RequestFold } from './request-fold.ts';
import type { Resolution } from './resolution.ts';
import type { Rollup } from './rollup.ts';

/** Status code of rollups that count all of them: most questions do not tell them apart. Not of an endpoint's minutes. */
export const ALL_STATUSES = -1;
/** Endpoint of rollups that count all of them, of all versions. */
export const ALL_ENDPOINTS = 0;
export const ALL_VERSIONS = 0;

/**
 * Adds rollups that sum the given ones up: over status codes, over endpoints, and over both. A chart of
 * everything then reads one row per bucket instead of hundreds.
 */
export function withSums(rollups: readonly Rollup[], resolution: Resolution): readonly Rollup[] {
  const sums = new RequestFold(resolution);
  for (const rollup of rollups) {
    // Minutes are many and short-lived, and an endpoint's mostly have one status code.
    if (resolution !== 'minute') sums.merge({ ...rollup, facet: ALL_STATUSES });
    const everywhere = { ...rollup, endpointId: ALL_ENDPOINTS, versionId: ALL_VERSIONS };
    sums.merge(everywhere);
    sums.merge({ ...everywhere, facet: ALL_STATUSES });
  }
  return [...rollups, ...sums.rollups(resolution)];
}
