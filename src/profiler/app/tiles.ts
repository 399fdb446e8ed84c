import type { AwaitCause } from '../../model/profile.ts';
import type { TileKind } from '../trace-record.ts';
import { CriticalPath, type Wait, type WaitPlace } from './critical-path.ts';
import type { LoopHolder, LoopLog } from './loop-log.ts';
import type { Moment, TraceLog } from './trace-log.ts';

/** A stretch of the request's time of one kind, at one place. */
export interface Tile {
  readonly kind: TileKind;
  readonly start: Moment;
  readonly end: Moment;
  /** `cpu`: what resumed it. Else: what was waited for. */
  readonly place: WaitPlace | null;
  readonly cause: AwaitCause | null;
  readonly holder: LoopHolder | null;
}

/**
 * Divides the request's time without a hole. Whenever its own code ran that is what the time went into, even if the
 * response waited for another branch of it; the critical path tells what the rest was.
 */
export function tilesOf(log: TraceLog, loop: LoopLog): readonly Tile[] {
  const tiles: Tile[] = [];
  const gaps = new Gaps(new CriticalPath(log, loop).find(), (start, end) => loop.holderIn(start, end, log.holder));
  let reached = log.start;
  for (const segment of log.segments) {
    // What comes before the first segment is the monitor and the framework.
    const start = segment.step === null && reached === log.start ? reached : Math.max(segment.start, reached);
    const end = Math.min(segment.end, log.end);
    if (end <= start) continue;
    tiles.push(...gaps.fill(reached, start));
    tiles.push({
      kind: 'cpu',
      start,
      end,
      place: segment.step === null ? null : { step: segment.step, outer: null },
      cause: null,
      holder: null,
    });
    reached = end;
  }
  tiles.push(...gaps.fill(reached, log.end));
  return tiles;
}

class Gaps {
  readonly #waits: readonly Wait[];
  readonly #holderIn: (start: Moment, end: Moment) => LoopHolder | null;
  #next = 0;

  constructor(waits: readonly Wait[], holderIn: (start: Moment, end: Moment) => LoopHolder | null) {
    this.#waits = waits;
    this.#holderIn = holderIn;
  }

  /** Gaps are asked for in order of time. */
  fill(start: Moment, end: Moment): readonly Tile[] {
    const tiles: Tile[] = [];
    let reached = start;
    while (this.#next < this.#waits.length && (this.#waits[this.#next]?.end ?? 0) <= start) this.#next += 1;
    for (let index = this.#next; reached < end; index += 1) {
      const wait = this.#waits[index];
      if (wait === undefined || wait.start >= end) break;
      const from = Math.max(reached, wait.start);
      const until = Math.min(end, wait.end);
      if (until <= from) continue;
      if (from > reached) tiles.push(unexplained(reached, from));
      tiles.push(this.#tile(wait, from, until));
      reached = until;
    }
    if (reached < end) tiles.push(unexplained(reached, end));
    return tiles;
  }

  #tile({ kind, place, cause }: Wait, start: Moment, end: Moment): Tile {
    const holder = kind === 'queue' ? this.#holderIn(start, end) : null;
    return { kind, start, end, place, cause: kind === 'queue' ? null : cause, holder };
  }
}

function unexplained(start: Moment, end: Moment): Tile {
  return { kind: 'await', start, end, place: null, cause: 'promise', holder: null };
}
