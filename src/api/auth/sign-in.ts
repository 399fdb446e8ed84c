import type { User } from '../../model/user.ts';
import type { AuthStore } from '../../storage/auth-store.ts';
import type { ApiContext } from '../api-context.ts';
import type { ApiRequest } from '../api-request.ts';
import { ApiProblem, configuredUser, lastAdmin, unauthorized } from '../problem.ts';
import type { PasswordBody } from '../user-contract.ts';
import type { AuthStores } from './auth-stores.ts';
import { isConfiguredUser } from './configured-user.ts';
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

  /** One at a time, as sign-ins are, for the same reason. */
  hashPassword(password: string): Promise<string> {
    return this.#queue.run(() => hashPassword(password));
  }

  /**
   * Replaces a user's password, which ends their sessions, and opens a new one. Guesses at the current password count as
   * failed sign-ins.
   * @throws ApiProblem 403 for a wrong password, 409 when it cannot be changed here, 429 after too many failures.
   */
  async changePassword(
    request: ApiRequest,
    username: string,
    { currentPassword, newPassword }: PasswordBody,
  ): Promise<OpenedSession> {
    const { clock, storage, settings } = this.#context;
    if (isConfiguredUser(settings, username)) throw configuredUser(username);
    const keys = limitedKeys(username, request.remoteAddress);
    return this.#queue.run(async () => {
      await refuseTooMany(storage, keys, clock.now());
      const user = await storage.findUser(username);
      if (user === null) throw unauthorized();
      // Who came by a login link has none to know.
      if (user.passwordHash !== null && !(await verifyPassword(currentPassword ?? '', user.passwordHash))) {
        await countFailure(storage, keys, clock.now());
        throw new ApiProblem(403, 'wrong-password', 'The current password is wrong.');
      }
      await forgetFailures(storage, keys);
      const changed = await storage.users.change(user.id, { passwordHash: await hashPassword(newPassword) });
      if (changed === 'not-found') throw unauthorized();
      if (changed === 'last-admin') throw lastAdmin();
      return openSession(storage, changed, clock.now());
    });
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
