import { LINE_KINDS, type LineKind, type ProfileNode } from '../../../model/profile.ts';

/** Microseconds per kind, one number per node: kinds lie apart because zeros beside zeros take no space. */
export type SelfMicros = Readonly<Record<LineKind, readonly number[]>>;

/**
 * Self times in whole microseconds. What rounding takes from one line it gives to the next, so that they add up to
 * what the times added up to.
 */
export function wholeMicros(nodes: readonly ProfileNode[]): SelfMicros {
  const micros: Record<LineKind, number[]> = { cpu: [], await: [], queue: [], gc: [] };
  let exact = 0;
  let whole = 0;
  for (const { self } of nodes) {
    for (const kind of LINE_KINDS) {
      const millis = self[kind] ?? 0;
      if (millis > 0) exact += millis * 1000;
      const step = millis > 0 ? Math.round(exact) - whole : 0;
      whole += step;
      micros[kind].push(step);
    }
  }
  return micros;
}

export function sumOf(micros: readonly number[]): number {
  return micros.reduce((sum, each) => sum + each, 0);
}

/** The endpoint that held the event loop longest while this request could have gone on, and for how long. */
export function longestHolder(nodes: readonly ProfileNode[], queue: readonly number[]): Holder | null {
  const micros = new Map<string, number>();
  for (const [at, { heldBy }] of nodes.entries()) {
    const queued = queue[at] ?? 0;
    if (heldBy !== null && queued > 0) micros.set(heldBy, (micros.get(heldBy) ?? 0) + queued);
  }
  let longest: Holder | null = null;
  for (const [name, each] of micros) if (longest === null || each > longest.micros) longest = { name, micros: each };
  return longest;
}

interface Holder {
  readonly name: string;
  readonly micros: number;
}
