import type { EndpointKey } from '../../model/endpoint.ts';
import type { RequestInFlight, RequestValues } from '../framework-adapter.ts';
import type { ExpressRequest } from './express-app.ts';
import type { RequestOrigin, RouteTemplates } from './route-templates.ts';

/** Reads a request that is under way. Made for followed requests only. */
export class ExpressRequestInFlight implements RequestInFlight {
  readonly #request: ExpressRequest;
  readonly #origin: RequestOrigin;
  readonly #templates: RouteTemplates;

  constructor(request: ExpressRequest, origin: RequestOrigin, templates: RouteTemplates) {
    this.#request = request;
    this.#origin = origin;
    this.#templates = templates;
  }

  /** Express leaves the route on the request when a handler passes it on, so the latest is the likeliest. */
  endpoint(): EndpointKey | null {
    const { route } = this.#request;
    if (route === undefined || route === this.#origin.route) return null;
    return this.#templates.endpointOf(this.#request, this.#origin);
  }

  values(): RequestValues {
    const { originalUrl, url = '/', headers, params = {}, body } = this.#request;
    return { url: originalUrl ?? url, headers, parameters: params, body };
  }
}
