import type { ExpressInternals, ExpressLayer } from './express-app.ts';
import type { PathPattern, PatternMatch } from './path-pattern.ts';

/** A path inside a mount. */
export interface MountMatch {
  readonly node: MountNode;
  /** Full template of the mount, from the app's root. */
  readonly template: string;
  /** Length of the path that this mount and those around it took. */
  readonly taken: number;
  /** What is left for the routes inside; starts with a slash. */
  readonly rest: string;
  /** Parameters of this mount alone. */
  readonly parameters: readonly string[];
}

export interface MountNodeParts {
  readonly parent: MountNode | null;
  /** Null for the app itself. */
  readonly layer: ExpressLayer | null;
  readonly patterns: readonly PathPattern[];
  /** The app whose router holds this mount. */
  readonly owner: ExpressInternals;
  /** Whether the routes inside are known; else it is middleware, or something we cannot look into. */
  readonly isOpen: boolean;
}

/** Where a router, a sub-app or middleware is mounted: a tree as the app's routers are one. */
export class MountNode {
  readonly parent: MountNode | null;
  readonly layer: ExpressLayer | null;
  readonly owner: ExpressInternals;
  readonly isOpen: boolean;
  /** Full template where each mount on the way has one path, else null. */
  readonly template: string | null;
  readonly children: MountNode[] = [];
  readonly #patterns: readonly PathPattern[];

  constructor({ parent, layer, patterns, owner, isOpen }: MountNodeParts) {
    this.parent = parent;
    this.layer = layer;
    this.owner = owner;
    this.isOpen = isOpen;
    this.#patterns = patterns;
    this.template = parent === null ? '' : onlyTemplate(parent.template, patterns);
  }

  /** All templates, for lists; those that only a match would show are left out. */
  templates(): readonly string[] {
    if (this.parent === null) return [''];
    const own = this.#patterns.map(({ template }) => template).filter((template) => template !== null);
    return this.parent.templates().flatMap((outer) => own.map((template) => outer + template));
  }

  /** The match of a path from the app's root, or null when this mount would not see it. */
  match(path: string): MountMatch | null {
    if (this.parent === null) return { node: this, template: '', taken: 0, rest: path, parameters: [] };
    const outer = this.parent.match(path);
    return outer === null ? null : this.matchInside(outer);
  }

  /** Every mount that would see this path, outer ones first. */
  matchesOn(path: string): readonly MountMatch[] {
    const found: MountMatch[] = [];
    collect({ node: this, template: '', taken: 0, rest: path, parameters: [] }, found);
    return found;
  }

  matchInside(outer: MountMatch): MountMatch | null {
    const match = this.#firstMatch(outer.rest);
    if (match === null) return null;
    const rest = outer.rest.slice(match.taken.length);
    return {
      node: this,
      template: outer.template + match.template,
      taken: outer.taken + match.taken.length,
      rest: rest.startsWith('/') ? rest : `/${rest}`,
      parameters: match.parameters,
    };
  }

  #firstMatch(path: string): PatternMatch | null {
    for (const pattern of this.#patterns) {
      const match = pattern.match(path);
      if (match !== null && isWholeSegments(path, match.taken)) return match;
    }
    return null;
  }
}

function onlyTemplate(outer: string | null, patterns: readonly PathPattern[]): string | null {
  const own = patterns.length === 1 ? (patterns[0]?.template ?? null) : null;
  return own === null || outer === null ? null : outer + own;
}

function collect(outer: MountMatch, found: MountMatch[]): void {
  for (const child of outer.node.children) {
    const match = child.matchInside(outer);
    if (match === null) continue;
    found.push(match);
    collect(match, found);
  }
}

/** Express strips a mount's path only from the front and only up to a separator. */
function isWholeSegments(path: string, taken: string): boolean {
  if (!path.startsWith(taken)) return false;
  const next = path[taken.length];
  return taken === '' || next === undefined || next === '/' || next === '.' || taken.endsWith('/');
}
