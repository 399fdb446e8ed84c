import type { EndpointKey } from '../../model/endpoint.ts';
import type { Moment } from './trace-log.ts';

/** Who a turn of the event loop belongs to. The endpoint is known when the request has ended. */
export interface LoopHolder {
  endpoint: EndpointKey | null;
}

export interface BusyStretch {
  /** Null when it is not known. */
  readonly holder: LoopHolder | null;
  readonly start: Moment;
  end: Moment;
}

/** Turns shorter than this, alone, delay nobody. */
const SHORTEST_MILLIS = 0.02;
/** Stretches this close are one: the loop did not sleep in between. */
const TOUCHING_MILLIS = 0.3;
const MAXIMUM_STRETCHES = 4000;

/** When the event loop was busy with requests other than the traced ones, while any is traced. */
export class LoopLog {
  #stretches: BusyStretch[] = [];

  add(start: Moment, end: Moment, holder: LoopHolder | null): void {
    const last = this.#stretches.at(-1);
    if (last !== undefined && last.holder === holder && start - last.end < SHORTEST_MILLIS) {
      last.end = end;
      return;
    }
    if (end - start < SHORTEST_MILLIS) return;
    if (this.#stretches.length >= MAXIMUM_STRETCHES) this.#stretches = this.#stretches.slice(MAXIMUM_STRETCHES / 2);
    this.#stretches.push({ holder, start, end });
  }

  /** Since when the loop had been busy without a rest at `moment`; `moment` itself if it had not. */
  busySince(moment: Moment, earliest: Moment): Moment {
    let since = moment;
    for (let index = this.#stretches.length - 1; index >= 0; index -= 1) {
      const stretch = this.#stretches[index];
      if (stretch === undefined || stretch.start >= since) continue;
      if (since - stretch.end > TOUCHING_MILLIS || since <= earliest) break;
      since = stretch.start;
    }
    return Math.max(since, earliest);
  }

  /** Who but `own` held the loop longest in this time; null when that is not known. */
  holderIn(start: Moment, end: Moment, own: LoopHolder): LoopHolder | null {
    const held = new Map<LoopHolder | null, number>();
    for (const stretch of this.#stretches) {
      const overlap = Math.min(end, stretch.end) - Math.max(start, stretch.start);
      if (overlap > 0 && stretch.holder !== own) held.set(stretch.holder, (held.get(stretch.holder) ?? 0) + overlap);
    }
    const [longest] = [...held].sort(([, a], [, b]) => b - a);
    return longest?.[0] ?? null;
  }

  /** What took most of this time without a rest; null when nothing did. */
  longestIn(start: Moment, end: Moment): BusyStretch | null {
    for (const stretch of this.#stretches.toReversed()) {
      if (stretch.end < start) break;
      if (Math.min(end, stretch.end) - Math.max(start, stretch.start) > (end - start) / 2) return stretch;
    }
    return null;
  }
}
