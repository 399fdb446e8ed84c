import { expiredSessionCookie } from '../auth/session-cookie.ts';
import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

export const logout: Route = defineRoute<object, null, null>({
  method: 'POST',
  path: '/logout',
  role: 'public',
  summary: 'End the session; without one, only remove its cookie',
  needsStorage: false,
  query: {},
  body: noBody,
  answer: { status: 204, description: 'Signed out.', schema: null },
  problems: [403],
  async handle({ request, principal, sessions, context }) {
    if (principal?.tokenHash) await sessions.end(principal.tokenHash);
    return { body: null, headers: { 'set-cookie': expiredSessionCookie(context.settings.link, request.secure) } };
  },
});
