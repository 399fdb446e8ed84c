import type { MountNode } from './mount-node.ts';
import type { PathPattern } from './path-pattern.ts';

/** One place where a route is reachable; a router mounted twice gives each of its routes two. */
export class RouteLocation {
  /** The route's only template here; null when it has several paths and the request decides. */
  readonly template: string | null;
  /** `req.baseUrl` of its requests, when neither it nor the template depends on the request. */
  readonly fixedBase: string | null;
  readonly #mount: MountNode;
  readonly #patterns: readonly PathPattern[];
  readonly #strict: boolean;

  constructor(mount: MountNode, patterns: readonly PathPattern[], strict: boolean) {
    this.#mount = mount;
    this.#patterns = patterns;
    this.#strict = strict;
    const own = patterns.length === 1 ? (patterns[0]?.template ?? null) : null;
    const outer = mount.template;
    this.template = own === null || outer === null ? null : routeTemplate(outer, own, strict);
    this.fixedBase = this.template !== null && outer !== null && isLiteral(outer) ? outer : null;
  }

  /** Template for a request of this path, or null when the path does not lead here. */
  resolve(path: string): string | null {
    const inside = this.#mount.match(path);
    if (inside === null) return null;
    for (const pattern of this.#patterns) {
      const match = pattern.match(inside.rest);
      if (match !== null) return this.template ?? routeTemplate(inside.template, match.template, this.#strict);
    }
    return null;
  }

  templates(): readonly string[] {
    const own = this.#patterns.map(({ template }) => template).filter((template) => template !== null);
    return this.#mount.templates().flatMap((outer) => own.map((path) => routeTemplate(outer, path, this.#strict)));
  }
}

/** Whether a template has no parameter, wildcard, group or expression in it and so is the path itself. */
export function isLiteral(template: string): boolean {
  return !/[:*?+(){}[\]\\]/.test(template);
}

/**
 * Joins a route's path to its mount's. A router's `/` is the mount's own path, unless strict routing
 * tells `/users/` from `/users`.
 */
export function routeTemplate(mount: string, path: string, strict: boolean): string {
  if (mount === '') return path === '' ? '/' : path;
  if (path === '' || (path === '/' && !strict)) return mount;
  return path.startsWith('/') ? mount + path : `${mount}/${path}`;
}
