import type { ApiToken } from '../../model/api-token.ts';
import type { ApiContext } from '../api-context.ts';
import type { ApiRequest } from '../api-request.ts';
import { ApiProblem, storageUnavailable } from '../problem.ts';
import { type AuthStores, isStorageUnavailable } from './auth-stores.ts';
import { bearerToken, isTokenSecret } from './bearer-token.ts';
import { countFailure, limitedTokenKeys, refuseTooMany } from './login-limits.ts';
import { type Principal, tokenPrincipal } from './principal.ts';
import { hashSecretToken } from './secret-token.ts';

const MARK_USED_MILLIS = 60_000;
const MAX_LAST_KNOWN = 100;
const INVALID = { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };

/** Tells which API token a call comes with. */
export class TokenCheck {
  readonly #context: ApiContext;
  readonly #stores: AuthStores;
  /** What the database last said, by hash: while it is away, whoever scrapes still learns that it is. */
  readonly #lastKnown = new Map<string, ApiToken>();

  constructor(context: ApiContext, stores: AuthStores) {
    this.#context = context;
    this.#stores = stores;
  }

  /**
   * Asks anew for every call, so that a token taken away is so at once. Null: the call comes with no token.
   * @throws ApiProblem 401 for one that is wrong or expired, 429 after too many wrong ones, 503 when it cannot be told.
   */
  async identify(request: ApiRequest): Promise<Principal | null> {
    const secret = bearerToken(request);
    if (secret === null) return null;
    const token = isTokenSecret(secret) ? await this.#find(hashSecretToken(secret)) : null;
    if (token === null) throw await this.#refusal(request);
    const now = this.#context.clock.now();
    if (token.expiresAt !== null && token.expiresAt <= now)
      throw new ApiProblem(401, 'token-expired', `The API token "${token.name}" has expired.`, INVALID);
    if (now - (token.lastUsedAt ?? 0) >= MARK_USED_MILLIS) this.#markUsed(token, now);
    return tokenPrincipal(token);
  }

  async #find(secretHash: string): Promise<ApiToken | null> {
    if (!this.#context.storageReady()) return this.#findLastKnown(secretHash);
    try {
      const token = await this.#context.storage.tokens.find(secretHash);
      this.#remember(secretHash, token);
      return token;
    } catch (error) {
      if (!isStorageUnavailable(error)) throw error;
      return this.#findLastKnown(secretHash);
    }
  }

  #findLastKnown(secretHash: string): ApiToken {
    const token = this.#lastKnown.get(secretHash);
    if (token === undefined) throw storageUnavailable(null);
    return token;
  }

  #remember(secretHash: string, token: ApiToken | null): void {
    this.#lastKnown.delete(secretHash);
    if (token !== null) this.#lastKnown.set(secretHash, token);
    const [oldest] = this.#lastKnown.keys();
    if (this.#lastKnown.size > MAX_LAST_KNOWN && oldest !== undefined) this.#lastKnown.delete(oldest);
  }

  /** Nobody waits for it, and nothing depends on it. */
  #markUsed({ id }: ApiToken, now: number): void {
    if (!this.#context.storageReady()) return;
    this.#context.storage.tokens.markUsed(id, now).catch((error: unknown) => {
      if (!isStorageUnavailable(error)) this.#context.logger.warn(`the use of an API token was not noted: ${error}`);
    });
  }

  /** Only wrong ones are limited: who has a right one is not locked out by others behind the same address. */
  async #refusal({ remoteAddress }: ApiRequest): Promise<ApiProblem> {
    const keys = limitedTokenKeys(remoteAddress);
    const now = this.#context.clock.now();
    await this.#stores.use(async (store) => {
      await refuseTooMany(store, keys, now);
      await countFailure(store, keys, now);
    });
    return new ApiProblem(401, 'invalid-token', 'There is no such API token; it may have been revoked.', INVALID);
  }
}
