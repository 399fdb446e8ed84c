import type { Profile } from '../model/profile.ts';
import type { DetailStore } from '../storage/detail-store.ts';
import { isStorageUnavailable, type StorageKeeper } from './storage-keeper.ts';

const RETRY_MILLIS = 2000;
const PROFILES_AT_ONCE = 20;
/** A profile is one example of many; those of a long outage need not all be kept. */
const MAX_WAITING = 100;

export interface ProfileQueueParts {
  readonly storage: Pick<DetailStore, 'writeProfiles'>;
  readonly keeper: Pick<StorageKeeper, 'attempt' | 'isReady'>;
}

/** Stores profiles as they are made. While the database is away the newest wait, a bounded number in memory. */
export class ProfileQueue {
  readonly #parts: ProfileQueueParts;
  #waiting: Profile[] = [];
  #writing: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #stored = 0;
  #lost = 0;

  constructor(parts: ProfileQueueParts) {
    this.#parts = parts;
  }

  get stored(): number {
    return this.#stored;
  }

  get lost(): number {
    return this.#lost;
  }

  add(profile: Profile): void {
    this.#waiting.push(profile);
    if (this.#waiting.length > MAX_WAITING) {
      this.#waiting.shift();
      this.#lost += 1;
    }
    this.#wake();
  }

  /** Writes what waits if the database can be had now. */
  async close(): Promise<void> {
    await this.#writing;
    if (this.#waiting.length > 0 && this.#parts.keeper.isReady) await this.#write();
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  #wake(): void {
    if (this.#writing !== null || this.#retry !== null) return;
    this.#writing = this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (this.#parts.keeper.isReady && (await this.#write())) continue;
      this.#retry = setTimeout(() => {
        this.#retry = null;
        this.#wake();
      }, RETRY_MILLIS).unref();
      return;
    }
  }

  /** False when it has to be tried again. */
  async #write(): Promise<boolean> {
    const { storage, keeper } = this.#parts;
    const profiles = this.#waiting.slice(0, PROFILES_AT_ONCE);
    try {
      await keeper.attempt(() => storage.writeProfiles(profiles));
      this.#forget(profiles);
      this.#stored += profiles.length;
      return true;
    } catch (error) {
      // The keeper tells of a database that is away; whatever else it refuses, it will refuse again.
      if (isStorageUnavailable(error)) return false;
      this.#forget(profiles);
      this.#lost += profiles.length;
      return true;
    }
  }

  #forget(profiles: readonly Profile[]): void {
    const gone = new Set(profiles);
    this.#waiting = this.#waiting.filter((profile) => !gone.has(profile));
  }
}
