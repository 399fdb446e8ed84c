import {
  type ExpressInternals,
  type ExpressLayer,
  type ExpressRoute,
  type ExpressRouter,
  isExpressApp,
  routerOf,
} from './express-app.ts';
import { MountNode } from './mount-node.ts';
import { mountPatterns, routePatterns } from './path-pattern.ts';
import { RouteLocation } from './route-location.ts';

/** Sub-apps by the layer that mounts them: Express hides them in a closure, so requests have to show them. */
export type SubApps = WeakMap<ExpressLayer, ExpressInternals>;

/** Name that both majors give to that closure. */
export const MOUNTED_APP = 'mounted_app';

/** All routes and mounts of an app as they were when the tree was built. */
export class RouteTree {
  readonly root: MountNode;
  readonly locations: ReadonlyMap<ExpressRoute, readonly RouteLocation[]>;
  /** Whether there are sub-apps whose routes are not in the tree yet. */
  readonly hidesApps: boolean;
  readonly #app: ExpressInternals;
  readonly #routers: readonly RouterState[];

  constructor(app: ExpressInternals, subApps: SubApps) {
    this.root = new MountNode({ parent: null, layer: null, patterns: [], owner: app, isOpen: true });
    const walk = new TreeWalk(subApps);
    const router = routerOf(app);
    if (router !== null) walk.enter(router, this.root, app);
    this.locations = walk.locations;
    this.hidesApps = walk.hidesApps;
    this.#app = app;
    this.#routers = walk.routers;
  }

  /** Whether a router has gained or lost something since. */
  isStale(): boolean {
    if (this.#routers.length === 0) return routerOf(this.#app) !== null;
    for (const { stack, length, last } of this.#routers) {
      if (stack.length !== length || stack[length - 1] !== last) return true;
    }
    return false;
  }
}

interface RouterState {
  readonly stack: readonly ExpressLayer[];
  readonly length: number;
  readonly last: ExpressLayer | undefined;
}

interface Inside {
  readonly router: ExpressRouter;
  readonly owner: ExpressInternals;
}

class TreeWalk {
  readonly locations: Map<ExpressRoute, RouteLocation[]> = new Map();
  readonly routers: RouterState[] = [];
  hidesApps = false;
  readonly #subApps: SubApps;
  /** Routers around the current one: a router may be mounted in itself. */
  readonly #entered: Set<readonly ExpressLayer[]> = new Set();

  constructor(subApps: SubApps) {
    this.#subApps = subApps;
  }

  enter(router: ExpressRouter, mount: MountNode, owner: ExpressInternals): void {
    const { stack } = router;
    if (this.#entered.has(stack)) return;
    this.#entered.add(stack);
    this.routers.push({ stack, length: stack.length, last: stack.at(-1) });
    for (const layer of stack) {
      if (layer.route === undefined) this.#addMount(layer, mount, owner);
      else
        this.#addRoute(
          layer.route,
          new RouteLocation(mount, routePatterns(layer, layer.route), router.strict === true),
        );
    }
    this.#entered.delete(stack);
  }

  #addRoute(route: ExpressRoute, location: RouteLocation): void {
    const known = this.locations.get(route);
    if (known === undefined) this.locations.set(route, [location]);
    else known.push(location);
  }

  #addMount(layer: ExpressLayer, parent: MountNode, owner: ExpressInternals): void {
    const inside = this.#insideOf(layer, owner);
    const patterns = mountPatterns(layer);
    if (inside === null) {
      const isApp = layer.name === MOUNTED_APP;
      if (isApp) this.hidesApps = true;
      // Middleware for all paths of its router tells nothing about a request.
      else if (patterns.every(({ template }) => template === '')) return;
    }
    const node = new MountNode({ parent, layer, patterns, owner, isOpen: inside !== null });
    parent.children.push(node);
    if (inside !== null) this.enter(inside.router, node, inside.owner);
  }

  #insideOf(layer: ExpressLayer, owner: ExpressInternals): Inside | null {
    const { handle } = layer;
    if (handle.stack !== undefined) return { router: handle as ExpressRouter, owner };
    const app = this.#subApps.get(layer) ?? (isExpressApp(handle) ? (handle as unknown as ExpressInternals) : null);
    const router = app === null ? null : routerOf(app);
    return app === null || router === null ? null : { router, owner: app };
  }
}
