import type { Regroup } from './request-fold.ts';
import type { Resolution } from './resolution.ts';

/** Status code of rollups that count all of them: most questions do not tell them apart. Not of an endpoint's minutes. */
export const ALL_STATUSES = -1;
/** Endpoint of rollups that count all of them, of all versions. */
export const ALL_ENDPOINTS = 0;
export const ALL_VERSIONS = 0;

export const everywhere: Regroup = ({ facet }) => ({ endpointId: ALL_ENDPOINTS, versionId: ALL_VERSIONS, facet });
const allStatuses: Regroup = ({ endpointId, versionId }) => ({ endpointId, versionId, facet: ALL_STATUSES });
const everything: Regroup = () => ({ endpointId: ALL_ENDPOINTS, versionId: ALL_VERSIONS, facet: ALL_STATUSES });

/**
 * The sums that are kept besides the rollups by status code: over status codes, over endpoints, and over both.
 * A chart of everything then reads one row per bucket instead of hundreds.
 */
export function statusSums(resolution: Resolution): readonly Regroup[] {
  // Minutes are many and short-lived, and an endpoint's mostly have one status code.
  return resolution === 'minute' ? [everywhere, everything] : [allStatuses, everywhere, everything];
}
