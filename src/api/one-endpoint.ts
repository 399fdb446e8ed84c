import type { Endpoint } from '../model/endpoint.ts';
import type { ApiContext } from './api-context.ts';
import type { ApiEndpoint } from './contract.ts';
import { describeEndpoints } from './endpoint-figures.ts';
import { endpointNotFound } from './problem.ts';
import type { FiguresQuery } from './query/figures.ts';

/** @throws ApiProblem 404. */
export async function findEndpoint({ storage }: ApiContext, id: number): Promise<Endpoint> {
  const endpoint = (await storage.listEndpoints()).find((each) => each.id === id);
  if (endpoint === undefined) throw endpointNotFound(id);
  return endpoint;
}

export async function describeEndpoint(
  context: ApiContext,
  endpoint: Endpoint,
  query: FiguresQuery,
): Promise<ApiEndpoint> {
  const scoped = { ...query, filters: { ...query.filters, endpoint: [endpoint.id] } };
  const [described] = await describeEndpoints(context, [endpoint], scoped);
  if (described === undefined) throw endpointNotFound(endpoint.id);
  return described;
}
