import { HEARTBEAT_MILLIS, type InstanceIdentity } from '../model/instance.ts';
import type { Storage } from '../storage/storage.ts';

/** Lets the others know that this instance lives. */
export class Heartbeat {
  readonly #storage: Pick<Storage, 'instances'>;
  readonly #instance: InstanceIdentity;
  #timer: NodeJS.Timeout | null = null;

  constructor(storage: Pick<Storage, 'instances'>, instance: InstanceIdentity) {
    this.#storage = storage;
    this.#instance = instance;
  }

  /** Again when the database is another one, which may not know the instance. */
  start(): void {
    void this.beat();
    this.#timer ??= setInterval(() => void this.beat(), HEARTBEAT_MILLIS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Quiet when the database cannot be had: the pipeline reports the same trouble, with its reason. */
  async beat(): Promise<void> {
    try {
      await this.#storage.instances.beat(this.#instance);
    } catch {
      // The next one may come through.
    }
  }
}
