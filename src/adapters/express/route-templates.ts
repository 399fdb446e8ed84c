import { type EndpointKey, UNMATCHED } from '../../model/endpoint.ts';
import { requestPath } from '../request-path.ts';
import { EndpointKeys } from './endpoint-keys.ts';
import type { ExpressInternals, ExpressRequest, ExpressRoute } from './express-app.ts';
import type { MountMatch } from './mount-node.ts';
import { pathTexts } from './path-pattern.ts';
import { isLiteral, type RouteLocation } from './route-location.ts';
import { RouteTree, type SubApps } from './route-tree.ts';
import { learnSubApp } from './sub-apps.ts';
import { unknownRouteTemplate } from './unknown-route.ts';

/** A request as it came in; on its way through the app Express changes all of these. */
export interface RequestOrigin {
  readonly method: string;
  /** Below the app's own mount. */
  readonly path: string;
  /** Concrete path at which the app itself is mounted; empty for most. */
  readonly baseUrl: string;
  /** Left on the request by a route of the parent app that passed it on. */
  readonly route: ExpressRoute | undefined;
}

/** More than any app has; keeps clients that vary the case of a mount from filling the memory. */
const MAX_CACHED_MOUNTS = 1000;
const MAX_NESTED_APPS = 8;

/**
 * Finds the endpoint of a request that has ended.
 *
 * `req.baseUrl + req.route.path` would be it only while the request is in the route's router and no
 * mount has a parameter: Express resets `baseUrl` on the way to an error handler, and keeps concrete paths in
 * it. So the route is looked up in the tree of all routers; where it is reachable in several places,
 * the path decides.
 */
export class RouteTemplates {
  readonly #app: ExpressInternals;
  readonly #keys: EndpointKeys = new EndpointKeys();
  readonly #subApps: SubApps = new WeakMap();
  readonly #mountTemplates: Map<string, string> = new Map();
  #tree: RouteTree;

  constructor(app: ExpressInternals) {
    this.#app = app;
    this.#tree = new RouteTree(app, this.#subApps);
  }

  endpointOf(request: ExpressRequest, origin: RequestOrigin): EndpointKey {
    const { route } = request;
    const base = baseInside(request, origin);
    const template =
      route === undefined || route === origin.route
        ? this.#mountTemplate(base, request)
        : this.#routeTemplate(route, base, request, origin);
    if (template === null) return UNMATCHED;
    return this.#keys.of(
      origin.method,
      origin.baseUrl === '' ? template : appTemplate(this.#app, origin.baseUrl) + template,
    );
  }

  /** Routes registered so far. Those inside sub-apps appear when a request has gone there. */
  list(): readonly EndpointKey[] {
    this.#refresh();
    const keys = new Set<EndpointKey>();
    const prefix = appTemplate(this.#app, '');
    for (const [route, locations] of this.#tree.locations) {
      const methods = Object.keys(route.methods).filter((method) => method !== '_all');
      for (const template of locations.flatMap((location) => location.templates())) {
        for (const method of methods) keys.add(this.#keys.of(method.toUpperCase(), prefix + template));
      }
    }
    return [...keys];
  }

  #routeTemplate(route: ExpressRoute, base: string, request: ExpressRequest, origin: RequestOrigin): string {
    const locations = this.#tree.locations.get(route);
    // Without a base the request may be on its way back from any of several places.
    if (locations !== undefined && (base !== '' || locations.length === 1)) {
      for (const { fixedBase, template } of locations) if (fixedBase === base && template !== null) return template;
    }
    this.#refresh();
    return this.#onlyTemplate(route) ?? this.#resolve(route, pathInside(request, origin), request, origin);
  }

  /** Spares the match of the path where a route is in one place, and no sub-app may turn out to be another. */
  #onlyTemplate(route: ExpressRoute): string | null {
    const locations = this.#tree.locations.get(route);
    return locations?.length === 1 && !this.#tree.hidesApps ? (locations[0]?.template ?? null) : null;
  }

  #resolve(route: ExpressRoute, path: string, request: ExpressRequest, origin: RequestOrigin): string {
    for (let depth = 0; depth < MAX_NESTED_APPS; depth++) {
      const locations = this.#tree.locations.get(route) ?? [];
      const template = firstResolved(locations, path) ?? firstResolved(locations, origin.path);
      if (template !== null) return template;
      if (!this.#learnsFrom(request, path)) break;
    }
    const [location] = this.#tree.locations.get(route) ?? [];
    return location?.templates()[0] ?? unknownRouteTemplate(this.#tree.root, route, path);
  }

  #learnsFrom({ app }: ExpressRequest, path: string): boolean {
    if (app === undefined || app === this.#app || !learnSubApp(this.#tree, this.#subApps, path, app)) return false;
    this.#rebuild();
    return true;
  }

  /** For a request that no route took: the mount whose middleware answered it, if it was one. */
  #mountTemplate(base: string, request: ExpressRequest): string | null {
    if (base === '') return null;
    const cached = this.#mountTemplates.get(base);
    if (cached !== undefined) return cached;
    this.#refresh();
    const mounts = this.#tree.root.matchesOn(base);
    const exact = mounts.filter(({ taken }) => taken === base.length);
    const mount = exact.length > 0 ? mostLikely(exact, request) : innermost(mounts);
    if (mount === undefined) return null;
    const template = `${mount.template}/*`;
    const isCertain = exact.length > 0 && exact.every((one) => isLiteral(one.template));
    if (isCertain && this.#mountTemplates.size < MAX_CACHED_MOUNTS) this.#mountTemplates.set(base, template);
    return template;
  }

  #refresh(): void {
    if (this.#tree.isStale()) this.#rebuild();
  }

  #rebuild(): void {
    this.#tree = new RouteTree(this.#app, this.#subApps);
    this.#mountTemplates.clear();
  }
}

/** `req.baseUrl` below the app's own mount; empty again once the app has passed the request back. */
function baseInside({ baseUrl = '' }: ExpressRequest, origin: RequestOrigin): string {
  if (origin.baseUrl === '') return baseUrl;
  return baseUrl.startsWith(origin.baseUrl) ? baseUrl.slice(origin.baseUrl.length) : '';
}

/** The path below the app's own mount as middleware may have rewritten it. */
function pathInside({ baseUrl = '', url = '/' }: ExpressRequest, origin: RequestOrigin): string {
  const path = baseUrl + requestPath(url);
  if (origin.baseUrl === '') return path;
  return path.startsWith(origin.baseUrl) ? path.slice(origin.baseUrl.length) : origin.path;
}

/** The app's own mount: as its parent app knows it, or nothing, because the concrete path may hold values. */
function appTemplate({ parent, mountpath }: ExpressInternals, baseUrl: string): string {
  if (parent === undefined) return '';
  const texts = pathTexts(mountpath).map((text) => text.replace(/\/+$/, ''));
  return appTemplate(parent, '') + (texts.find((text) => text === baseUrl) ?? texts[0] ?? '');
}

function firstResolved(locations: readonly RouteLocation[], path: string): string | null {
  for (const location of locations) {
    const template = location.resolve(path);
    if (template !== null) return template;
  }
  return null;
}

/** Of several mounts at one path, the one whose parameters the request carries: Express sets them per mount. */
function mostLikely(mounts: readonly MountMatch[], { params = {} }: ExpressRequest): MountMatch | undefined {
  const score = ({ parameters }: MountMatch): number =>
    parameters.every((name) => name in params) ? parameters.length : -1;
  return mounts.toSorted((a, b) => score(b) - score(a))[0];
}

function innermost(mounts: readonly MountMatch[]): MountMatch | undefined {
  return mounts.toSorted((a, b) => b.taken - a.taken)[0];
}
