import type { StatusAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

export const status: Route = defineRoute<object, null, StatusAnswer>({
  method: 'GET',
  path: '/status',
  role: 'guest',
  summary: 'Health of the monitor in the process that answers',
  needsStorage: false,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'What was recorded, stored and lost.', schema: ref('Status') },
  problems: [],
  async handle({ context, principal }) {
    const answer = await context.status();
    if (principal?.user.role === 'admin') return { body: answer };
    // A database's errors name hosts, users and files: configuration, which guests do not see.
    const queue = { ...answer.queue, spill: { ...answer.queue.spill, error: null } };
    const openTelemetry = answer.openTelemetry && { ...answer.openTelemetry, error: null };
    return { body: { ...answer, queue, openTelemetry, database: { ...answer.database, error: null } } };
  },
});
