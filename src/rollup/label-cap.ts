import type { EpochMillis } from '../model/clock.ts';
import { mergeRollup, type Rollup } from './rollup.ts';

/** Groups or IPs kept apart per endpoint and day. The others are counted together: a scanner has many addresses. */
export const MOST_LABELS = 100;

/** Facet of what is counted together. */
export const OTHER_FACET = -1;
/** What people read for it. */
export const OTHER_TEXT = '(other)';
/** Facet of requests without a group or IP: always kept apart. */
const NO_FACET = 0;

/** Which facets of an endpoint and day are kept apart already. */
export type KeptFacets = (endpointId: number, day: EpochMillis) => Set<number>;

/** Puts facets beyond the cap under `OTHER_FACET`. First come, first kept; the busy ones come early. */
export function capLabels(rollups: readonly Rollup[], keptFacets: KeptFacets): readonly Rollup[] {
  const result: Rollup[] = [];
  const others = new Map<string, Rollup>();
  for (const rollup of rollups) {
    if (keepsApart(rollup, keptFacets(rollup.endpointId, rollup.bucket))) {
      result.push(rollup);
      continue;
    }
    const name = `${rollup.endpointId} ${rollup.versionId} ${rollup.bucket}`;
    const other = others.get(name);
    if (other === undefined) others.set(name, { ...rollup, facet: OTHER_FACET });
    else mergeRollup(other, rollup);
  }
  return [...result, ...others.values()];
}

function keepsApart({ facet }: Rollup, kept: Set<number>): boolean {
  if (facet === NO_FACET || kept.has(facet)) return true;
  if (kept.size >= MOST_LABELS) return false;
  kept.add(facet);
  return true;
}
