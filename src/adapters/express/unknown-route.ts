import type { ExpressLayer, ExpressRoute } from './express-app.ts';
import type { MountMatch, MountNode } from './mount-node.ts';
import { type PathPattern, pathTexts, routePatterns } from './path-pattern.ts';
import { routeTemplate } from './route-location.ts';

const patternsByRoute = new WeakMap<ExpressRoute, readonly PathPattern[]>();

/**
 * Template for a route inside something that hides it, such as a function that calls a router. The
 * mounts around it are known; a part between them and the route is shown as `*`, never as it was requested.
 */
export function unknownRouteTemplate(root: MountNode, route: ExpressRoute, path: string): string {
  const mounts = root.matchesOn(path).filter(({ node }) => !node.isOpen);
  const outer = mounts.sort((a, b) => b.taken - a.taken);
  const atRoot: MountMatch = { node: root, template: '', taken: 0, rest: path, parameters: [] };
  for (const mount of [...outer, atRoot]) {
    const text = matchingText(route, mount.rest);
    if (text !== null) return routeTemplate(mount.template, text, false);
  }
  return routeTemplate(`${outer[0]?.template ?? ''}/*`, pathTexts(route.path).join('|'), false);
}

function matchingText(route: ExpressRoute, path: string): string | null {
  for (const pattern of patternsOf(route)) {
    const match = pattern.match(path);
    if (match !== null) return match.template;
  }
  return null;
}

/** Makes a layer for the route with the same Express that made the route, as its own router did. */
function patternsOf(route: ExpressRoute): readonly PathPattern[] {
  const known = patternsByRoute.get(route);
  if (known !== undefined) return known;
  const Layer = route.stack[0]?.constructor as LayerConstructor | undefined;
  const patterns =
    Layer === undefined ? [] : routePatterns(new Layer(route.path, { end: true }, () => undefined), route);
  patternsByRoute.set(route, patterns);
  return patterns;
}

type LayerConstructor = new (path: ExpressRoute['path'], options: { end: boolean }, handle: () => void) => ExpressLayer;
