import type { Clock, DurationMillis } from '../../model/clock.ts';
import type { Logger } from '../../model/logger.ts';
import { LoopMemory } from '../loop-memory.ts';
import { captureMainStack } from './main-stack.ts';

const POLL_MILLIS = 25;
/** Shorter stops are not worth a look, which itself takes the app some tenths of a millisecond. */
const BLOCKED_MILLIS = 60;
/** So often at once, and again so long after each. */
const LOOKS_AT_ONCE = 10;
const LOOK_EARNED_MILLIS = 1000;
/** Code that cannot be interrupted, such as `execSync`, is waited for until it returns; this long at most. */
const PATIENCE_MILLIS = 10_000;

export interface BlockedLoopWatchParts {
  readonly memory: SharedArrayBuffer;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Notices from outside that the app's event loop no longer turns while a request lasts too long, and takes the stack
 * of what runs: no code on that thread could. Asleep while there is nothing to watch.
 */
export class BlockedLoopWatch {
  readonly #parts: BlockedLoopWatchParts;
  readonly #memory: LoopMemory;
  #isOn = false;
  #timer: NodeJS.Timeout | null = null;
  #beat = -1;
  #beatAt: DurationMillis = 0;
  /** One look at each stop is enough. */
  #seenBeat = -1;
  #looks = LOOKS_AT_ONCE;
  #looksAt: DurationMillis = 0;
  #looking: Promise<void> | null = null;
  #abort: AbortController | null = null;
  #hasFailed = false;

  constructor(parts: BlockedLoopWatchParts) {
    this.#parts = parts;
    this.#memory = new LoopMemory(parts.memory);
  }

  setOn(isOn: boolean): void {
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    if (isOn) void this.#sleep();
    else this.#stop();
  }

  /** Resolves when no session with the app's thread is open: one left open at the process's end would hold it up. */
  async close(): Promise<void> {
    this.setOn(false);
    this.#abort?.abort();
    await this.#looking;
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#memory.wake();
  }

  async #sleep(): Promise<void> {
    await this.#memory.watched();
    if (!this.#isOn || this.#timer !== null) return;
    this.#beat = -1;
    this.#timer = setInterval(() => this.#poll(), POLL_MILLIS);
    this.#timer.unref();
  }

  #poll(): void {
    if (!this.#memory.isWatched) {
      this.#stop();
      void this.#sleep();
      return;
    }
    const now = this.#parts.clock.monotonic();
    const { beat } = this.#memory;
    if (beat !== this.#beat) {
      this.#beat = beat;
      this.#beatAt = now;
    } else if (this.#isWorthALook(now)) {
      this.#looks -= 1;
      this.#looking = this.#look(beat).finally(() => {
        this.#looking = null;
      });
    }
  }

  #isWorthALook(now: DurationMillis): boolean {
    if (this.#hasFailed || this.#looking !== null || this.#seenBeat === this.#beat) return false;
    if (now - this.#beatAt <= Math.max(BLOCKED_MILLIS, this.#memory.dueInMillis)) return false;
    this.#looks = Math.min(LOOKS_AT_ONCE, this.#looks + (now - this.#looksAt) / LOOK_EARNED_MILLIS);
    this.#looksAt = now;
    return this.#looks >= 1 && !this.#memory.isInspected;
  }

  async #look(beat: number): Promise<void> {
    const { logger } = this.#parts;
    const abort = new AbortController();
    this.#abort = abort;
    const patience = setTimeout(() => abort.abort(), PATIENCE_MILLIS).unref();
    try {
      const stack = await captureMainStack(abort.signal);
      this.#seenBeat = beat;
      if (stack !== null && this.#memory.beat === beat) this.#memory.putStack(beat, stack);
    } catch (error) {
      // No inspector in this Node, or not allowed: it will be so the next time too.
      this.#hasFailed = true;
      logger.warn(
        `what blocks the event loop cannot be seen: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      clearTimeout(patience);
    }
  }
}
