import type { EpochMillis } from '../../model/clock.ts';
import type { Session, User } from '../../model/user.ts';
import type { AuthStore } from '../../storage/auth-store.ts';
import type { ApiSettings } from '../api-context.ts';
import { hasConfiguredUser, saveConfiguredUser } from './configured-user.ts';
import { createCsrfToken } from './csrf-token.ts';
import { redeemSpentToken } from './login-link.ts';

/**
 * Moves a session that was opened without the database into it, so that it goes on in every process and ends like
 * any other. Null when its user may not sign in there.
 */
export async function adoptSession(
  store: AuthStore,
  session: Session,
  { settings, now }: { readonly settings: ApiSettings; readonly now: EpochMillis },
): Promise<Session | null> {
  const user = await adoptUser(store, settings, now);
  if (user === null) return null;
  const adopted = { ...session, csrfToken: createCsrfToken(user), user };
  await store.createSession({ ...adopted, userId: user.id });
  return adopted;
}

/** Without the database only the configured user or the holder of the login link can have signed in. */
function adoptUser(store: AuthStore, settings: ApiSettings, now: EpochMillis): Promise<User | null> {
  return hasConfiguredUser(settings) ? saveConfiguredUser(store, settings) : redeemSpentToken(store, settings, now);
}
