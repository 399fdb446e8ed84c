import { endpointName } from '../model/endpoint.ts';
import type { Storage } from '../storage/storage.ts';
import type { EndpointLevel } from '../transport/protocol.ts';

/** A changed level reaches every process within this time and a little. */
const POLL_MILLIS = 2000;

/** Notices levels that another process changed, and tells the app's thread. */
export class LevelWatch {
  readonly #storage: Pick<Storage, 'listEndpoints' | 'revision'>;
  readonly #changed: (levels: readonly EndpointLevel[]) => void;
  readonly #known = new Map<string, number>();
  #revision = -1;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    storage: Pick<Storage, 'listEndpoints' | 'revision'>,
    changed: (levels: readonly EndpointLevel[]) => void,
  ) {
    this.#storage = storage;
    this.#changed = changed;
  }

  start(): void {
    void this.poll();
    this.#timer = setInterval(() => void this.poll(), POLL_MILLIS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Quiet when the database cannot be read: the levels stay as they are. */
  async poll(): Promise<void> {
    try {
      const revision = await this.#storage.revision();
      if (revision === this.#revision) return;
      const endpoints = await this.#storage.listEndpoints();
      this.#revision = revision;
      const changed = endpoints.filter((endpoint) => this.#known.get(endpointName(endpoint)) !== endpoint.level);
      for (const endpoint of changed) this.#known.set(endpointName(endpoint), endpoint.level);
      if (changed.length > 0) this.#changed(changed.map(({ method, route, level }) => ({ method, route, level })));
    } catch {
      // The pipeline reports the same trouble, with its reason.
    }
  }
}
