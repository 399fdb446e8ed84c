/** Groups or IPs kept apart per endpoint and day. The others are counted together: a scanner has many addresses. */
export const MOST_LABELS = 100;

/** Facet of what is counted together. */
export const OTHER_FACET = -1;
/** What people read for it. */
export const OTHER_TEXT = '(other)';
/** Facet of requests without a group or IP: always kept apart. */
const NO_FACET = 0;

/**
 * The facet that a request counts under, given those that are kept apart of its endpoint and day, to which
 * it may be added. First come, first kept; the busy ones come early.
 */
export function cappedFacet(facet: number, kept: Set<number>): number {
  if (facet === NO_FACET || kept.has(facet)) return facet;
  if (kept.size >= MOST_LABELS) return OTHER_FACET;
  kept.add(facet);
  return facet;
}
