/** Groups, IPs or instances kept apart per endpoint and day. The others are counted together: a scanner has many addresses. */
export const MOST_LABELS = 100;
/** The same of the sums over all endpoints, which every user of the app is in. */
export const MOST_LABELS_EVERYWHERE = 1000;

/** Facet of what is counted together. */
export const OTHER_FACET = -1;
/** What people read for it. */
export const OTHER_TEXT = '(other)';
/** Facet of requests without a group or IP. It and the one before are no labels, and always kept apart. */
const NO_FACET = 0;

/**
 * The facet that a request counts under, given those that are kept apart of its endpoint and day, to which
 * it may be added. First come, first kept; the busy ones come early.
 */
export function cappedFacet(facet: number, kept: Set<number>, most: number): number {
  if (facet <= NO_FACET || kept.has(facet)) return facet;
  if (kept.size >= most) return OTHER_FACET;
  kept.add(facet);
  return facet;
}
