import type { ConfigAnswer } from '../admin-contract.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

export const config: Route = defineRoute<object, null, ConfigAnswer>({
  method: 'GET',
  path: '/config',
  role: 'admin',
  summary: 'Options of the process that answers, and where each comes from',
  needsStorage: false,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'The options, secrets hidden.', schema: ref('Config') },
  problems: [],
  async handle({ context }) {
    return { body: { options: context.settings.options } };
  },
});
