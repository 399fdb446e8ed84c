import type { CodeLinksAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

export const codeLinks: Route = defineRoute<object, null, CodeLinksAnswer>({
  method: 'GET',
  path: '/code-links',
  role: 'guest',
  summary: 'How a line of code becomes a link to the host of its repository',
  needsStorage: false,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'Nulls where that is not known.', schema: ref('CodeLinks') },
  problems: [],
  async handle({ context }) {
    return { body: context.settings.codeLinks };
  },
});
