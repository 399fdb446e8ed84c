import { isLive } from '../../model/instance.ts';
import type { InstancesAnswer } from '../admin-contract.ts';
import { isoTimeOrNull } from '../answer-values.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

export const instances: Route = defineRoute<object, null, InstancesAnswer>({
  method: 'GET',
  path: '/instances',
  role: 'guest',
  summary: 'Processes that share the database, seen last first',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'The instances.', schema: ref('Instances') },
  problems: [],
  async handle({ context }) {
    const now = context.clock.now();
    const known = await context.storage.instances.list();
    const described = known.map(({ startedAt, lastSeen, ...instance }) => ({
      ...instance,
      startedAt: isoTimeOrNull(startedAt),
      lastSeen: isoTimeOrNull(lastSeen),
      isLive: isLive({ lastSeen }, now),
    }));
    return { body: { instances: described } };
  },
});
