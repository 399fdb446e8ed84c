import type { EndpointKey } from '../../model/endpoint.ts';

/** Paths whose endpoint the templates do not tell; clients choose paths, so there may be any number. */
const MAX_EXCEPTIONS = 1000;
const MAX_EXCEPTION_LENGTH = 500;
/** Beyond it a path is not followed down: every segment may fork the search. */
const MAX_SEGMENTS = 20;
const LITERAL: RegExp = /^[\w.~%@!$&',;=-]*$/;
const PARAMETER: RegExp = /^:\w+$/;

interface PathNode {
  readonly literals: Map<string, PathNode>;
  parameter: PathNode | null;
  /** Of a template that ends here. */
  endpoint: EndpointKey | null;
  /** Of a template that takes everything from here on, or whose rest is more than plain segments. */
  rest: EndpointKey | null;
}

/**
 * Which endpoint a request is likely to be of, before the app has looked at it: frameworks tell only once a route has
 * the request, and then what went before is gone. Right for plain templates; the others are learned path by path.
 */
export class RoutePrediction {
  readonly #roots = new Map<string, PathNode>();
  readonly #known = new Set<EndpointKey>();
  readonly #exceptions = new Map<string, EndpointKey>();

  of(method: string, path: string): EndpointKey | null {
    if (this.#exceptions.size > 0) {
      const exception = this.#exceptions.get(`${method} ${path}`);
      if (exception !== undefined) return exception;
    }
    const root = this.#roots.get(method);
    return root === undefined ? null : find(root, plainPath(path), 1);
  }

  add(endpoints: readonly EndpointKey[]): void {
    for (const endpoint of endpoints) this.#add(endpoint);
  }

  /** A request has ended and this was its endpoint. */
  learn(method: string, path: string, endpoint: EndpointKey): void {
    this.#add(endpoint);
    if (path.length > MAX_EXCEPTION_LENGTH || this.of(method, path) === endpoint) return;
    const name = `${method} ${path}`;
    this.#exceptions.delete(name);
    this.#exceptions.set(name, endpoint);
    if (this.#exceptions.size <= MAX_EXCEPTIONS) return;
    const [oldest = name] = this.#exceptions.keys();
    this.#exceptions.delete(oldest);
  }

  #add(endpoint: EndpointKey): void {
    if (this.#known.has(endpoint)) return;
    this.#known.add(endpoint);
    if (!endpoint.route.startsWith('/')) return;
    let node = existingOrNew(this.#roots, endpoint.method);
    for (const segment of segmentsOf(endpoint.route)) {
      const next = step(node, segment);
      if (next === null) {
        node.rest ??= endpoint;
        return;
      }
      node = next;
    }
    node.endpoint ??= endpoint;
  }
}

/** Frameworks ignore case and a slash at the end unless told otherwise. */
function plainPath(path: string): string {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return trimmed.toLowerCase();
}

function segmentsOf(path: string): string[] {
  return plainPath(path).slice(1).split('/', MAX_SEGMENTS);
}

function step(node: PathNode, segment: string): PathNode | null {
  if (!PARAMETER.test(segment)) return LITERAL.test(segment) ? existingOrNew(node.literals, segment) : null;
  node.parameter ??= createNode();
  return node.parameter;
}

function existingOrNew(nodes: Map<string, PathNode>, name: string): PathNode {
  const existing = nodes.get(name);
  if (existing !== undefined) return existing;
  const node = createNode();
  nodes.set(name, node);
  return node;
}

function createNode(): PathNode {
  return { literals: new Map(), parameter: null, endpoint: null, rest: null };
}

/**
 * Written text goes before a parameter, and that before the rest of a path. `from` is where the next segment begins:
 * each request is asked for, and a list of its segments would cost more than the search.
 */
function find(node: PathNode, path: string, from: number, depth = 0): EndpointKey | null {
  if (from > path.length || depth === MAX_SEGMENTS) return node.endpoint ?? node.rest;
  const slash = path.indexOf('/', from);
  const end = slash < 0 ? path.length : slash;
  const literal = node.literals.get(path.slice(from, end));
  const inLiteral = literal === undefined ? null : find(literal, path, end + 1, depth + 1);
  if (inLiteral !== null) return inLiteral;
  const { parameter } = node;
  const inParameter = parameter === null || end === from ? null : find(parameter, path, end + 1, depth + 1);
  return inParameter ?? node.rest;
}
