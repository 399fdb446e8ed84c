import type { GroupsAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { describeSighting, type SightingsParameters, sightingsQuery } from '../query/sightings.ts';
import { defineRoute, type Route } from '../route.ts';

export const groups: Route = defineRoute<SightingsParameters, null, GroupsAnswer>({
  method: 'GET',
  path: '/groups',
  role: 'guest',
  summary: 'Groups seen in the range, most requests first',
  needsStorage: true,
  query: sightingsQuery,
  body: noBody,
  answer: { status: 200, description: 'The groups.', schema: ref('Groups') },
  problems: [],
  async handle({ context, query }) {
    const sightings = await context.storage.listGroups(query);
    return {
      body: { groups: sightings.map((sighting) => ({ group: sighting.value, ...describeSighting(sighting) })) },
    };
  },
});
