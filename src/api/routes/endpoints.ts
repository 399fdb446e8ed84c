import { type Endpoint, isMonitoringLevel, MONITORING_LEVELS } from '../../model/endpoint.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { ApiContext } from '../api-context.ts';
import type { ApiEndpoint, EndpointsAnswer, LevelBody } from '../contract.ts';
import { describeEndpoints } from '../endpoint-figures.ts';
import { ref } from '../openapi/schemas.ts';
import { endpointNotFound } from '../problem.ts';
import { type Filters, filters } from '../query/filters.ts';
import { type BodyReader, jsonBody, noBody, unknownFields } from '../query/json-body.ts';
import { readPathId } from '../query/path-id.ts';
import type { QueryParts } from '../query/query-part.ts';
import { timeRange } from '../query/time-range.ts';
import { defineRoute, type Route } from '../route.ts';

interface FiguresQuery {
  readonly range: TimeRange;
  readonly filters: Filters;
}

const figuresQuery: QueryParts<FiguresQuery> = { range: timeRange, filters };

const level: BodyReader<LevelBody> = jsonBody<LevelBody>(ref('LevelBody'), (fields) => {
  const unknown = unknownFields(fields, ['level']);
  if (isMonitoringLevel(fields['level']) && unknown.length === 0) return { level: fields['level'] };
  const value = fields['level'] === undefined ? null : JSON.stringify(fields['level']).slice(0, 100);
  const allowed = `one of the numbers ${MONITORING_LEVELS.join(', ')}`;
  return isMonitoringLevel(fields['level']) ? unknown : [...unknown, { name: 'level', value, allowed }];
});

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
    const id = readPathId(path, 'id');
    const endpoint = (await context.storage.listEndpoints()).find((each) => each.id === id);
    if (endpoint === undefined) throw endpointNotFound(id);
    return { body: await describeOne(context, endpoint, query) };
  },
});

export const setLevel: Route = defineRoute<FiguresQuery, LevelBody, ApiEndpoint>({
  method: 'PATCH',
  path: '/endpoints/:id',
  role: 'admin',
  summary: 'Set the monitoring level of an endpoint',
  needsStorage: true,
  query: figuresQuery,
  body: level,
  answer: { status: 200, description: 'The endpoint as it is now.', schema: ref('Endpoint') },
  problems: [403, 404, 415],
  async handle({ context, path, query, body }) {
    const id = readPathId(path, 'id');
    const endpoint = await context.storage.setMonitoringLevel(id, body.level);
    if (endpoint === null) throw endpointNotFound(id);
    context.levelChanged(endpoint);
    return { body: await describeOne(context, endpoint, query) };
  },
});

async function describeOne(context: ApiContext, endpoint: Endpoint, query: FiguresQuery): Promise<ApiEndpoint> {
  const scoped = { ...query, filters: { ...query.filters, endpoint: [endpoint.id] } };
  const [described] = await describeEndpoints(context, [endpoint], scoped);
  if (described === undefined) throw endpointNotFound(endpoint.id);
  return described;
}
