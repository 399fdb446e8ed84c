import type { SessionAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { unauthorized } from '../problem.ts';
import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

export const me: Route = defineRoute<object, null, SessionAnswer>({
  method: 'GET',
  path: '/me',
  role: 'guest',
  summary: 'Who is signed in, and the CSRF token for writes',
  needsStorage: false,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'The signed-in user.', schema: ref('Session') },
  problems: [],
  async handle({ principal }) {
    if (principal === null) throw unauthorized();
    return { body: { user: principal.user, csrfToken: principal.csrfToken } };
  },
});
