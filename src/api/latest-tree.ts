import { type LineTree, mergeTrees, treeOf } from '../analysis/line-tree.ts';
import type { Profile } from '../model/profile.ts';
import type { DetailsQuery } from '../storage/detail-store.ts';
import type { Storage } from '../storage/storage.ts';

const MERGED_PROFILES = 100;

/** The latest profiles of an endpoint as one tree. */
export async function latestTree(
  storage: Pick<Storage, 'latestProfiles'>,
  query: Pick<DetailsQuery, 'endpointId' | 'range' | 'version'>,
): Promise<LineTree> {
  const profiles = await storage.latestProfiles({ ...query, limit: MERGED_PROFILES, cursor: null });
  return mergeTrees(treesOf(profiles));
}

/** One at a time: a hundred trees at once are much more to collect than to make. */
function* treesOf(profiles: readonly Profile[]): Generator<LineTree> {
  for (const profile of profiles) yield treeOf(profile);
}
