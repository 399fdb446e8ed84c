import type { User } from '../../model/user.ts';
import type { AuthStore } from '../../storage/storage.ts';
import type { ApiContext } from '../api-context.ts';
import type { ApiRequest } from '../api-request.ts';
import { ApiProblem } from '../problem.ts';
import type { AuthStores } from './auth-stores.ts';
import { countFailure, forgetFailures, limitedKeys, refuseTooMany } from './login-limits.ts';
import { redeemLoginToken } from './login-link.ts';
import { LoginQueue } from './login-queue.ts';
import { hashPassword, isOutdated, verifyPassword } from './password-hash.ts';
import { requireSameOrigin } from './same-origin.ts';
import { type OpenedSession, openSession } from './sessions.ts';

/** What somebody signs in with. */
export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string };

/** Turns credentials into a session. */
export class SignIn {
  readonly #context: ApiContext;
  readonly #stores: AuthStores;
  readonly #queue = new LoginQueue();

  constructor(context: ApiContext, stores: AuthStores) {
    this.#context = context;
    this.#stores = stores;
  }

  /** @throws ApiProblem 401 for wrong credentials, 403 from another site, 429 after too many failures. */
  async open(request: ApiRequest, credentials: Credentials): Promise<OpenedSession> {
    // Else another site could sign its visitor in as somebody else and watch what they do.
    requireSameOrigin(request);
    const username = credentials.kind === 'password' ? credentials.username : null;
    const keys = limitedKeys(username, request.remoteAddress);
    const { clock } = this.#context;
    await this.#stores.use((store) => refuseTooMany(store, keys, clock.now()));
    return this.#queue.run(() =>
      this.#stores.useForLogin(async (store) => {
        await refuseTooMany(store, keys, clock.now());
        const user = await this.#check(store, credentials);
        if (user === null) {
          await countFailure(store, keys, clock.now());
          throw new ApiProblem(401, 'invalid-credentials', refusal(credentials));
        }
        await forgetFailures(store, keys);
        await store.deleteExpired(clock.now());
        return openSession(store, user, clock.now());
      }),
    );
  }

  async #check(store: AuthStore, credentials: Credentials): Promise<User | null> {
    if (credentials.kind === 'token') return redeemLoginToken(store, credentials.token, this.#context.clock.now());
    const user = await store.findUser(credentials.username);
    const hash = user?.passwordHash ?? null;
    if (!(await verifyPassword(credentials.password, hash)) || user === null || hash === null) return null;
    return isOutdated(hash)
      ? store.saveUser({ ...user, passwordHash: await hashPassword(credentials.password) })
      : user;
  }
}

function refusal({ kind }: Credentials): string {
  if (kind === 'password') return 'The username or the password is wrong.';
  return 'This login link was used before or is too old. Restart the app for a new one, or configure a username and password.';
}
