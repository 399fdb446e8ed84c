import type { ExpressInternals } from './express-app.ts';
import type { MountMatch } from './mount-node.ts';
import { pathTexts } from './path-pattern.ts';
import { MOUNTED_APP, type RouteTree, type SubApps } from './route-tree.ts';

/**
 * Express mounts a sub-app as a closure that shows nothing of it, but a request that is inside says
 * which app it is in. Answers whether something new was learned; the tree is then out of date.
 */
export function learnSubApp(tree: RouteTree, subApps: SubApps, path: string, app: ExpressInternals): boolean {
  const unknown = tree.root.matchesOn(path).filter(({ node }) => !node.isOpen && node.layer?.name === MOUNTED_APP);
  for (const mount of unknown) {
    const candidates = lineage(app, mount.node.owner);
    const fitting = candidates.find((candidate) => isMountedAt(candidate, mount)) ?? only(candidates, unknown);
    if (fitting === undefined || mount.node.layer === null) continue;
    subApps.set(mount.node.layer, fitting);
    return true;
  }
  return false;
}

/** The app and those it is mounted in, below `owner`, outermost first; nothing when it is not in `owner`. */
function lineage(app: ExpressInternals, owner: ExpressInternals): readonly ExpressInternals[] {
  if (app === owner) return [];
  const { parent } = app;
  if (parent === undefined) return [];
  return parent === owner ? [app] : withInner(lineage(parent, owner), app);
}

function withInner(outer: readonly ExpressInternals[], app: ExpressInternals): readonly ExpressInternals[] {
  return outer.length === 0 ? [] : [...outer, app];
}

/** Express keeps the last mount path of an app only, so this may be false for one mounted twice. */
function isMountedAt({ mountpath }: ExpressInternals, { template }: MountMatch): boolean {
  return pathTexts(mountpath).some((text) => template.endsWith(text.replace(/\/+$/, '')));
}

function only(apps: readonly ExpressInternals[], mounts: readonly MountMatch[]): ExpressInternals | undefined {
  return mounts.length === 1 ? apps[0] : undefined;
}
