import type { ServerResponse } from 'node:http';
import { type EndpointKey, UNMATCHED } from '../../model/endpoint.ts';
import type { RequestObservation } from '../framework-adapter.ts';
import { onResponseEnd, responseOutcome } from '../response-end.ts';
import type { ExpressInternals, ExpressRequest, ExpressRoute } from './express-app.ts';
import type { RequestOrigin, RouteTemplates } from './route-templates.ts';

/** What all requests of an app are read with. */
export interface ExpressReader {
  readonly app: ExpressInternals;
  readonly templates: RouteTemplates;
}

/**
 * A request with its response, from its first line to its end. One object and one listener for each: what
 * monitoring allocates is a good part of what it costs.
 */
export class ExpressExchange implements RequestOrigin {
  readonly method: string;
  readonly path: string;
  readonly baseUrl: string;
  readonly route: ExpressRoute | undefined;
  readonly #request: ExpressRequest;
  readonly #response: ServerResponse;
  readonly #reader: ExpressReader;
  readonly #peer: string | null;
  #observation: RequestObservation | null = null;

  constructor(request: ExpressRequest, response: ServerResponse, path: string, reader: ExpressReader) {
    this.method = request.method ?? 'GET';
    this.path = path;
    this.baseUrl = request.baseUrl ?? '';
    this.route = request.route;
    this.#request = request;
    this.#response = response;
    this.#reader = reader;
    this.#peer = peerOf(request);
  }

  /** Tells the observation once how the request ended. */
  observe(observation: RequestObservation): void {
    this.#observation = observation;
    onResponseEnd(this.#request, this.#response, () => this.#end());
  }

  #end(): void {
    const observation = this.#observation;
    if (observation === null) return;
    this.#observation = null;
    try {
      const { statusCode, aborted } = responseOutcome(this.#request, this.#response);
      const ip = clientIp(this.#request, this.#reader.app, this.#peer);
      observation.finished({ endpoint: this.#endpoint(), statusCode, aborted, ip });
    } catch {
      // The observer counts its own failures; thrown from an event, this one would end the process.
    }
  }

  #endpoint(): EndpointKey {
    try {
      return this.#reader.templates.endpointOf(this.#request, this);
    } catch {
      return UNMATCHED;
    }
  }
}

/** Asked at the start: Node looks the address up once and keeps it, and cannot when the socket is gone. */
export function peerOf(request: ExpressRequest): string | null {
  return request.socket?.remoteAddress ?? null;
}

/** `req.ip`, which costs more than the rest of the hook, where it can differ from the peer's address. */
export function clientIp(request: ExpressRequest, app: ExpressInternals, peer: string | null): string | null {
  if (app.settings['trust proxy'] === false) return peer;
  try {
    return request.ip ?? null;
  } catch {
    // The app's own `trust proxy` function decides, and may throw.
    return null;
  }
}
