import type { Session } from '../../model/user.ts';
import type { ApiContext } from '../api-context.ts';
import type { ApiRequest } from '../api-request.ts';
import { storageUnavailable } from '../problem.ts';
import { adoptSession } from './adopt-session.ts';
import { type AuthStores, isStorageUnavailable } from './auth-stores.ts';
import { authorizedPrincipal, type Principal, sessionPrincipal } from './principal.ts';
import { hashSecretToken } from './secret-token.ts';
import { sessionTokens } from './session-cookie.ts';
import { findSession } from './sessions.ts';

const MAX_LAST_KNOWN = 1000;

/** Tells who calls, and ends sessions. */
export class SessionBook {
  readonly #context: ApiContext;
  readonly #stores: AuthStores;
  /** What the database last said, by token hash: while it is away, whoever was signed in still sees the status. */
  readonly #lastKnown = new Map<string, Session>();
  /** Ended while the database was away, which therefore still has them. */
  readonly #ended = new Set<string>();
  readonly #adoptions = new Map<string, Promise<Session | null>>();

  constructor(context: ApiContext, stores: AuthStores) {
    this.#context = context;
    this.#stores = stores;
  }

  /**
   * Asks anew for every call, so that a role taken away or a session ended is so at once. Null: not signed in.
   * @throws ApiProblem 503 when that cannot be told now and the route is of no use without the database anyway.
   */
  async identify(request: ApiRequest, { needsStorage }: { readonly needsStorage: boolean }): Promise<Principal | null> {
    if (request.authorizedRole !== null) return authorizedPrincipal(request.authorizedRole);
    const tokens = sessionTokens(request, this.#context.settings.link);
    if (tokens.length === 0) return null;
    const session = await this.#find(tokens, needsStorage);
    if (session === null) return null;
    if (!this.#ended.has(session.tokenHash)) return sessionPrincipal(session);
    await this.end(session.tokenHash);
    return null;
  }

  /** So that it still tells who calls when the database goes away. */
  remember(session: Session): void {
    this.#lastKnown.delete(session.tokenHash);
    this.#lastKnown.set(session.tokenHash, session);
    const [oldest] = this.#lastKnown.keys();
    if (this.#lastKnown.size > MAX_LAST_KNOWN && oldest !== undefined) this.#lastKnown.delete(oldest);
  }

  /** After their sessions ended in the database: what it last said of them counts no more. */
  forgetUser(userId: number): void {
    for (const [tokenHash, { user }] of this.#lastKnown) if (user.id === userId) this.#lastKnown.delete(tokenHash);
  }

  async end(tokenHash: string): Promise<void> {
    this.#lastKnown.delete(tokenHash);
    this.#ended.add(tokenHash);
    await this.#stores.memory.deleteSession(tokenHash);
    await this.#stores.use(async (store) => {
      await store.deleteSession(tokenHash);
      if (store !== this.#stores.memory) this.#ended.delete(tokenHash);
    });
  }

  async #find(tokens: readonly string[], needsStorage: boolean): Promise<Session | null> {
    if (!this.#context.storageReady()) return this.#findWithoutStorage(tokens, needsStorage);
    try {
      return await this.#findInStorage(tokens);
    } catch (error) {
      if (!isStorageUnavailable(error)) throw error;
      return this.#findWithoutStorage(tokens, needsStorage);
    }
  }

  async #findInStorage(tokens: readonly string[]): Promise<Session | null> {
    const { storage, clock } = this.#context;
    const inMemory = await findSession(this.#stores.memory, tokens, clock.now());
    const session = inMemory === null ? await findSession(storage, tokens, clock.now()) : await this.#adopt(inMemory);
    if (session !== null) this.remember(session);
    else for (const token of tokens) this.#lastKnown.delete(hashSecretToken(token));
    return session;
  }

  async #findWithoutStorage(tokens: readonly string[], needsStorage: boolean): Promise<Session | null> {
    const now = this.#context.clock.now();
    const inMemory = await findSession(this.#stores.memory, tokens, now);
    const session =
      inMemory ?? (await findSession({ findSession: async (hash) => this.#lastKnownUntil(hash, now) }, tokens, now));
    if (session === null && needsStorage) throw storageUnavailable(null);
    return session;
  }

  /** Once, however many calls come with it at the same time. */
  async #adopt(session: Session): Promise<Session | null> {
    const { storage, settings, clock } = this.#context;
    const { tokenHash } = session;
    const adoption = this.#adoptions.get(tokenHash) ?? adoptSession(storage, session, { settings, now: clock.now() });
    this.#adoptions.set(tokenHash, adoption);
    try {
      const adopted = await adoption;
      await this.#stores.memory.deleteSession(tokenHash);
      return adopted;
    } finally {
      this.#adoptions.delete(tokenHash);
    }
  }

  #lastKnownUntil(tokenHash: string, now: number): Session | null {
    const session = this.#lastKnown.get(tokenHash);
    return session !== undefined && session.expiresAt > now ? session : null;
  }
}
