import { sessionPrincipal } from '../auth/principal.ts';
import { hashSecretToken } from '../auth/secret-token.ts';
import { sessionCookie, sessionTokens } from '../auth/session-cookie.ts';
import { SESSION_SECONDS } from '../auth/sessions.ts';
import type { Credentials } from '../auth/sign-in.ts';
import type { InvalidInput, LoginBody, SessionAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { type BodyReader, jsonBody, unknownFields } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

const MAX_LENGTH = 1000;

const credentials: BodyReader<Credentials> = jsonBody<Credentials>(ref('LoginBody'), (fields) => {
  const names = 'token' in fields ? (['token'] as const) : (['username', 'password'] as const);
  const errors = [...unknownFields(fields, names), ...names.flatMap((name) => textError(name, fields[name]))];
  if (errors.length > 0) return errors;
  const { username, password, token } = fields as LoginBody;
  if (token !== undefined) return { kind: 'token', token };
  return { kind: 'password', username: username ?? '', password: password ?? '' };
});

/** Never repeats the value: it may be a secret, or one typed into the wrong field. */
function textError(name: string, value: unknown): readonly InvalidInput[] {
  if (typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH) return [];
  return [{ name, value: null, allowed: `text of 1 to ${MAX_LENGTH} characters` }];
}

export const login: Route = defineRoute<object, Credentials, SessionAnswer>({
  method: 'POST',
  path: '/login',
  role: 'public',
  summary: 'Sign in with username and password, or with the token of a one-time login link',
  needsStorage: false,
  query: {},
  body: credentials,
  answer: { status: 200, description: 'Signed in; sets the session cookie.', schema: ref('Session') },
  problems: [401, 403, 429],
  async handle({ request, body, signIn, sessions, context }) {
    const { token, session } = await signIn.open(request, body);
    sessions.remember(session);
    for (const old of sessionTokens(request, context.settings.link)) await sessions.end(hashSecretToken(old));
    const { user, csrfToken } = sessionPrincipal(session);
    const cookie = sessionCookie(context.settings.link, token, {
      secure: request.secure,
      maxAgeSeconds: SESSION_SECONDS,
    });
    return { body: { user, csrfToken }, headers: { 'set-cookie': cookie } };
  },
});
