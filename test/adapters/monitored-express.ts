import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express5, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import express4 from 'express-v4';
import { createExpressAdapter } from '../../src/adapters/express/express-adapter.ts';
import type { DashboardMount } from '../../src/adapters/framework-adapter.ts';
import { send } from '../contracts/adapter/http-client.ts';
import { RecordingObserver } from '../contracts/adapter/recording-observer.ts';

export const EXPRESS_MAJORS = [
  { major: 4, express: express4 },
  { major: 5, express: express5 },
];

export const ok: RequestHandler = (_request, response) => void response.end('ok');
export const fail: RequestHandler = () => {
  throw new Error('a handler failed');
};
export const answerError: ErrorRequestHandler = (_error, _request, response, _next) => void response.status(500).end();

const NO_DASHBOARD: DashboardMount = { matches: () => false, handle: () => undefined };

/** A monitored app to which each test adds its routes, and the endpoints that its requests are counted under. */
export class MonitoredExpress {
  readonly app: Express;
  readonly observer: RecordingObserver = new RecordingObserver();
  readonly #express: typeof express5;
  #server: Server;

  constructor(express: typeof express5, dashboard: DashboardMount = NO_DASHBOARD) {
    this.#express = express;
    this.app = this.createApp();
    this.#server = createServer(this.app);
    createExpressAdapter(this.app).attach({ observer: this.observer, dashboard });
  }

  createApp(): Express {
    return this.#express().set('env', 'test');
  }

  router(build: (router: Router) => void, options: { mergeParams?: boolean; strict?: boolean } = {}): Router {
    const router = this.#express.Router(options);
    build(router);
    return router;
  }

  /** Lets another app have the server; the monitored one is somewhere in it. */
  serveThrough(parent: Express): void {
    this.#server = createServer(parent);
  }

  async port(): Promise<number> {
    if (!this.#server.listening) {
      await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    }
    return (this.#server.address() as AddressInfo).port;
  }

  async endpointOf(path: string, method = 'GET'): Promise<string | undefined> {
    const port = await this.port();
    this.observer.reset();
    await send(port, path, { method });
    return (await this.observer.settled(1))[0]?.name;
  }

  async endpointsOf(...paths: string[]): Promise<(string | undefined)[]> {
    const endpoints: (string | undefined)[] = [];
    for (const path of paths) endpoints.push(await this.endpointOf(path));
    return endpoints;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
