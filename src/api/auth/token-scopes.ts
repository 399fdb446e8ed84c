import type { TokenScope } from '../../model/api-token.ts';
import type { Role } from '../../model/user.ts';
import { ApiProblem } from '../problem.ts';
import type { RouteRole } from './guard.ts';
import type { Principal } from './principal.ts';

/** Whoever has one scope has these. */
const GRANTED: Readonly<Record<TokenScope, readonly TokenScope[]>> = {
  metrics: ['metrics'],
  export: ['export'],
  read: ['metrics', 'export', 'read'],
  admin: ['metrics', 'export', 'read', 'admin'],
};

/** What a token needs for a route that does not say so itself. */
export function scopeOfRole(role: RouteRole): TokenScope | null {
  if (role === 'public') return null;
  return role === 'admin' ? 'admin' : 'read';
}

export function roleOfScopes(scopes: readonly TokenScope[]): Role {
  return scopes.includes('admin') ? 'admin' : 'guest';
}

/**
 * Of a caller with a token, and of no other. `needed` is null where no token is taken: whoever got hold of one must not
 * make themselves another.
 * @throws ApiProblem 403.
 */
export function requireScope(needed: TokenScope | null, { scopes }: Principal): void {
  if (scopes === null) return;
  if (needed === null) throw new ApiProblem(403, 'session-only', 'No API token may do this; sign in.');
  if (scopes.some((scope) => GRANTED[scope].includes(needed))) return;
  throw new ApiProblem(403, 'insufficient-scope', `This API token lacks the scope "${needed}".`, {
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${needed}"` },
  });
}
