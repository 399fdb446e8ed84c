import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';
import type { CurrentSessionAnswer } from '../user-contract.ts';

/** What the pages ask first: browsers write every refusal on the console, and being signed out is no error. */
export const session: Route = defineRoute<object, null, CurrentSessionAnswer>({
  method: 'GET',
  path: '/session',
  role: 'public',
  summary: 'Who is signed in, if anybody is',
  needsStorage: false,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'As /me, or null.', schema: ref('CurrentSession') },
  problems: [],
  async handle({ principal }) {
    if (principal === null) return { body: { session: null } };
    return { body: { session: { user: principal.user, csrfToken: principal.csrfToken } } };
  },
});
