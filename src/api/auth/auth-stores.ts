import type { AuthStore } from '../../storage/auth-store.ts';
import type { ApiContext } from '../api-context.ts';
import { saveConfiguredUser } from './configured-user.ts';
import { offerLoginLink } from './login-link.ts';
import { MemoryAuthStore } from './memory-auth-store.ts';

/** Users and sessions in the database or, while it cannot be reached, in memory. */
export class AuthStores {
  readonly #context: ApiContext;
  /** Empty unless the database was away when somebody signed in. */
  readonly memory: AuthStore = new MemoryAuthStore();
  /** Stores whose configured user is up to date, once per process. */
  readonly #prepared = new Map<AuthStore, Promise<unknown>>();

  constructor(context: ApiContext) {
    this.#context = context;
    void offerLoginLink(this.memory, context.settings, context.clock.now());
  }

  /** Does the whole of `work` with one store: never half in the database and half in memory. */
  async use<Result>(work: (store: AuthStore) => Promise<Result>): Promise<Result> {
    if (!this.#context.storageReady()) return work(this.memory);
    try {
      return await work(this.#context.storage);
    } catch (error) {
      if (!isStorageUnavailable(error)) throw error;
      return work(this.memory);
    }
  }

  /** As `use`, after making sure that the configured user or the login link is there. */
  useForLogin<Result>(work: (store: AuthStore) => Promise<Result>): Promise<Result> {
    return this.use(async (store) => {
      await this.#prepare(store);
      return work(store);
    });
  }

  async #prepare(store: AuthStore): Promise<void> {
    const { settings } = this.#context;
    const prepared = this.#prepared.get(store) ?? saveConfiguredUser(store, settings);
    this.#prepared.set(store, prepared);
    try {
      await prepared;
    } catch (error) {
      this.#prepared.delete(store);
      throw error;
    }
  }
}

export function isStorageUnavailable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'NMD_STORAGE_UNAVAILABLE';
}
