import type { Storage } from '../storage/storage.ts';

/** At most one redraw a second. */
const POLL_MILLIS = 1000;

/** While somebody watches: says when any process has stored something. */
export class LiveWatch {
  readonly #storage: Pick<Storage, 'revision'>;
  readonly #changed: () => void;
  #revision: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(storage: Pick<Storage, 'revision'>, changed: () => void) {
    this.#storage = storage;
    this.#changed = changed;
  }

  setWanted(wanted: boolean): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = wanted ? setInterval(() => void this.#poll(), POLL_MILLIS) : null;
    this.#revision = null;
    // What is stored from now on is a change, also within the first interval.
    if (wanted) void this.#poll();
  }

  async #poll(): Promise<void> {
    try {
      const revision = await this.#storage.revision();
      if (this.#revision !== null && revision !== this.#revision) this.#changed();
      this.#revision = revision;
    } catch {
      // Nothing to tell while the database cannot be read.
    }
  }
}
