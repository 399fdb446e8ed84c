import { sessionPrincipal } from '../auth/principal.ts';
import { sessionCookie } from '../auth/session-cookie.ts';
import { SESSION_SECONDS } from '../auth/sessions.ts';
import type { SessionAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { ApiProblem, unauthorized } from '../problem.ts';
import { passwordBody } from '../query/user-bodies.ts';
import { defineRoute, type Route } from '../route.ts';
import type { PasswordBody } from '../user-contract.ts';

export const changeOwnPassword: Route = defineRoute<object, PasswordBody, SessionAnswer>({
  method: 'POST',
  path: '/password',
  role: 'guest',
  scope: null,
  summary: 'Change your own password, which ends your other sessions',
  needsStorage: true,
  query: {},
  body: passwordBody,
  answer: { status: 200, description: 'Changed; sets the cookie of a new session.', schema: ref('Session') },
  problems: [403, 409, 415, 429],
  async handle({ request, principal, body, signIn, sessions, context }) {
    if (principal === null) throw unauthorized();
    if (principal.tokenHash === null)
      throw new ApiProblem(409, 'no-password', 'The app vouches for you; there is no password of yours here.');
    const { token, session } = await signIn.changePassword(request, principal.user.username, body);
    sessions.forgetUser(session.user.id);
    sessions.remember(session);
    const { user, csrfToken } = sessionPrincipal(session);
    const { link } = context.settings;
    const cookie = sessionCookie(link, token, { secure: request.secure, maxAgeSeconds: SESSION_SECONDS });
    return { body: { user, csrfToken }, headers: { 'set-cookie': cookie } };
  },
});
