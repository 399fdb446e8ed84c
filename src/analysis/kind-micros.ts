import { LINE_KINDS, type LineKind } from '../model/profile.ts';

/** Whole microseconds by kind: sums of whole numbers do not depend on their order. */
export type KindMicros = Record<LineKind, number>;

export function noMicros(): KindMicros {
  return { cpu: 0, await: 0, queue: 0, gc: 0 };
}

export function microsOf(millis: Readonly<Partial<Record<LineKind, number>>>): KindMicros {
  const micros = noMicros();
  for (const kind of LINE_KINDS) micros[kind] = Math.max(0, Math.round((millis[kind] ?? 0) * 1000)) || 0;
  return micros;
}

export function addMicros(to: KindMicros, from: Readonly<KindMicros>): void {
  for (const kind of LINE_KINDS) to[kind] += from[kind];
}

export function totalMicros(micros: Readonly<KindMicros>): number {
  return micros.cpu + micros.await + micros.queue + micros.gc;
}

export function millisByKind(micros: Readonly<KindMicros>): Readonly<Record<LineKind, number>> {
  return {
    cpu: micros.cpu / 1000,
    await: micros.await / 1000,
    queue: micros.queue / 1000,
    gc: micros.gc / 1000,
  };
}
