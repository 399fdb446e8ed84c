import type { IpsAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { describeSighting, type SightingsParameters, sightingsQuery } from '../query/sightings.ts';
import { defineRoute, type Route } from '../route.ts';

export const ips: Route = defineRoute<SightingsParameters, null, IpsAnswer>({
  method: 'GET',
  path: '/ips',
  role: 'guest',
  summary: 'Client addresses seen in the range, most requests first',
  needsStorage: true,
  query: sightingsQuery,
  body: noBody,
  answer: { status: 200, description: 'The ips.', schema: ref('Ips') },
  problems: [],
  async handle({ context, query }) {
    const sightings = await context.storage.listIps(query);
    return { body: { ips: sightings.map((sighting) => ({ ip: sighting.value, ...describeSighting(sighting) })) } };
  },
});
