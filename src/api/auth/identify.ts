import type { Session } from '../../model/user.ts';
import type { ApiContext } from '../api-context.ts';
import type { ApiRequest } from '../api-request.ts';
import type { AuthStores } from './auth-stores.ts';
import { authorizedPrincipal, type Principal } from './principal.ts';
import { sessionTokens } from './session-cookie.ts';
import { findSession } from './sessions.ts';

/** Asked anew for every call, so that a role taken away or a session ended is so at once. Null: not signed in. */
export async function identify(
  request: ApiRequest,
  context: ApiContext,
  stores: AuthStores,
): Promise<Principal | null> {
  if (request.authorizedRole !== null) return authorizedPrincipal(request.authorizedRole);
  const tokens = sessionTokens(request, context.settings.link);
  if (tokens.length === 0) return null;
  const session = await stores.use((store) => findSession(store, tokens, context.clock.now()));
  return session === null ? null : principalOf(session);
}

export function principalOf({ user, csrfToken, tokenHash }: Session): Principal {
  return { user: { username: user.username, role: user.role }, csrfToken, tokenHash };
}
