import { type EndpointKey, endpointName } from '../../model/endpoint.ts';
import type { ApiContext } from '../api-context.ts';
import type { ApiEndpoint, EndpointsAnswer } from '../contract.ts';
import { describeEndpoints } from '../endpoint-figures.ts';
import { describeEndpoint, findEndpoint } from '../one-endpoint.ts';
import { ref } from '../openapi/schemas.ts';
import { ApiProblem, endpointNotFound, maintenanceRunning } from '../problem.ts';
import { type EndpointChange, endpointBody } from '../query/endpoint-body.ts';
import { type FiguresQuery, figuresQuery } from '../query/figures.ts';
import { noBody } from '../query/json-body.ts';
import { readPathId } from '../query/path-id.ts';
import { defineRoute, type Route } from '../route.ts';

export const listEndpoints: Route = defineRoute<FiguresQuery, null, EndpointsAnswer>({
  method: 'GET',
  path: '/endpoints',
  role: 'guest',
  summary: 'All endpoints with their figures in the range; filters scope the figures, not the list',
  needsStorage: true,
  query: figuresQuery,
  body: noBody,
  answer: { status: 200, description: 'The endpoints.', schema: ref('Endpoints') },
  problems: [],
  async handle({ context, query }) {
    return { body: { endpoints: await describeEndpoints(context, await context.storage.listEndpoints(), query) } };
  },
});

export const readEndpoint: Route = defineRoute<FiguresQuery, null, ApiEndpoint>({
  method: 'GET',
  path: '/endpoints/:id',
  role: 'guest',
  summary: 'One endpoint with its figures in the range',
  needsStorage: true,
  query: figuresQuery,
  body: noBody,
  answer: { status: 200, description: 'The endpoint.', schema: ref('Endpoint') },
  problems: [404],
  async handle({ context, path, query }) {
    const endpoint = await findEndpoint(context, readPathId(path, 'id'));
    return { body: await describeEndpoint(context, endpoint, query) };
  },
});

export const changeEndpoint: Route = defineRoute<FiguresQuery, EndpointChange, ApiEndpoint>({
  method: 'PATCH',
  path: '/endpoints/:id',
  role: 'admin',
  summary: 'Set the monitoring level of an endpoint, or give it another name',
  needsStorage: true,
  query: figuresQuery,
  body: endpointBody,
  answer: { status: 200, description: 'The endpoint as it is now.', schema: ref('Endpoint') },
  problems: [403, 404, 409, 415],
  async handle({ context, path, query, body: { level, name } }) {
    const id = readPathId(path, 'id');
    if (name !== null) await rename(context, id, name);
    if (level !== null) {
      const endpoint = await context.storage.setMonitoringLevel(id, level);
      if (endpoint === null) throw endpointNotFound(id);
      context.levelChanged(endpoint);
    }
    return { body: await describeEndpoint(context, await findEndpoint(context, id), query) };
  },
});

async function rename(context: ApiContext, id: number, name: EndpointKey): Promise<void> {
  await findEndpoint(context, id);
  const renamed = await context.maintenance.run('rename', () => context.storage.renameEndpoint(id, name));
  if (renamed === null) throw maintenanceRunning();
  if (renamed) return;
  await findEndpoint(context, id);
  throw new ApiProblem(409, 'endpoint-exists', `There is an endpoint ${endpointName(name)} already; merge into it.`);
}
