import { type EndpointKey, UNMATCHED } from '../../model/endpoint.ts';
import type { ExpressRequest } from './express-app.ts';

export interface RouteTemplates {
  endpointOf(request: ExpressRequest, method: string): EndpointKey;
  list(): readonly EndpointKey[];
}

export function createRouteTemplates(): RouteTemplates {
  const known = new Map<string, EndpointKey>();
  return {
    endpointOf(request, method) {
      if (request.route === undefined) return UNMATCHED;
      const route = `${request.baseUrl ?? ''}${String(request.route.path)}`;
      const name = `${method} ${route}`;
      const key = known.get(name) ?? { method, route };
      known.set(name, key);
      return key;
    },
    list: () => [...known.values()],
  };
}
