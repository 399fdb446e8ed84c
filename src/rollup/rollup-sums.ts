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

const byStatus: Regroup = (key) => key;

/**
 * What is counted in each width. Besides rollups by status code these are sums: over status codes, over endpoints, and
 * over both. A chart of everything then reads one row per bucket instead of hundreds.
 */
export const STATUS_REGROUPS: Readonly<Record<Resolution, readonly Regroup[]>> = {
  // Minutes are many and short-lived, and an endpoint's mostly have one status code.
  minute: [byStatus, everywhere, everything],
  quarter: [byStatus, allStatuses, everywhere, everything],
  // Read for many endpoints at once, which is hardly ever asked by status.
  hour: [allStatuses, everywhere, everything],
  day: [byStatus, allStatuses, everywhere, everything],
};

/** Whether some rollups of this width count all status codes of an endpoint together. */
export function sumsStatuses(resolution: Resolution): boolean {
  return STATUS_REGROUPS[resolution].includes(allStatuses);
}
