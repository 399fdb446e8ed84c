import type { EndpointKey } from '../../model/endpoint.ts';

/** One object per endpoint, so that whoever gets a key can look things up by identity. */
export class EndpointKeys {
  readonly #byRoute: Map<string, Map<string, EndpointKey>> = new Map();

  of(method: string, route: string): EndpointKey {
    let byMethod = this.#byRoute.get(route);
    if (byMethod === undefined) {
      byMethod = new Map();
      this.#byRoute.set(route, byMethod);
    }
    let key = byMethod.get(method);
    if (key === undefined) {
      key = { method, route };
      byMethod.set(method, key);
    }
    return key;
  }
}
