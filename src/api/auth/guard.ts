import type { Role } from '../../model/user.ts';
import type { ApiRequest } from '../api-request.ts';
import { ApiProblem, unauthorized } from '../problem.ts';
import type { Principal } from './principal.ts';
import { requireSameOrigin } from './same-origin.ts';
import { equalSecrets } from './secret-token.ts';

/** Who may call a route: anybody, anybody signed in, or admins. */
export type RouteRole = 'public' | Role;

/** @throws ApiProblem 401 or 403. */
export function requireRole(role: RouteRole, principal: Principal | null): void {
  if (role === 'public') return;
  if (principal === null) throw unauthorized();
  if (role === 'admin' && principal.user.role !== 'admin')
    throw new ApiProblem(403, 'admin-only', 'Only admins may do this.');
}

/**
 * No page can make a browser send an API token, so a write that comes with one needs nothing else.
 * @throws ApiProblem 403 for a write that another site may have caused.
 */
export function requireCsrfToken(request: ApiRequest, principal: Principal): void {
  if (principal.scopes !== null) return;
  if (!equalSecrets(request.headers['x-csrf-token'] ?? '', principal.csrfToken)) {
    throw new ApiProblem(403, 'csrf-token', 'Send the csrfToken that /login and /me answer as X-CSRF-Token.');
  }
  if (principal.tokenHash === null) requireSameOrigin(request);
}
