import type { VersionsAnswer } from '../contract.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { describeSighting, type SightingsParameters, sightingsQuery } from '../query/sightings.ts';
import { defineRoute, type Route } from '../route.ts';

export const versions: Route = defineRoute<SightingsParameters, null, VersionsAnswer>({
  method: 'GET',
  path: '/versions',
  role: 'guest',
  summary: 'Versions of the app seen in the range, newest first',
  needsStorage: true,
  query: sightingsQuery,
  body: noBody,
  answer: { status: 200, description: 'The versions.', schema: ref('Versions') },
  problems: [],
  async handle({ context, query }) {
    const sightings = await context.storage.listVersions(query);
    return {
      body: { versions: sightings.map((sighting) => ({ version: sighting.value, ...describeSighting(sighting) })) },
    };
  },
});
