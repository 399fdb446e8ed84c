import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pipeline, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Response, Router } from 'express';
import { createExpressAdapter } from '../../src/adapters/express/express-adapter.ts';
import { APP_HEADER, type SampleReply, type SampleScope } from '../contracts/adapter/sample-app.ts';
import type { AdapterHarness } from '../contracts/adapter-contract.ts';

/** Express 4 and 5 differ in nothing that the sample app needs but in what becomes of a rejection. */
export type ExpressPackage = typeof import('express');

export function expressHarness(express: ExpressPackage, packageName: string, major: number): AdapterHarness {
  const wildcard = major === 4 ? '*' : '*rest';

  function build({ routes, scopes = [] }: SampleScope, target: Router): void {
    for (const { method, path, respond } of routes) {
      const paths = typeof path === 'string' ? path.replace('{wildcard}', wildcard) : (path as string[] | RegExp);
      target[method](paths, (request, response, next) => {
        const reply = respond({ params: request.params, text: () => text(request) });
        if (!(reply instanceof Promise)) return send(response, reply);
        const sent = reply.then((value) => send(response, value));
        return major === 4 ? void sent.catch(next) : sent;
      });
    }
    for (const { prefix, isApp, ...scope } of scopes) {
      const inner = isApp ? express() : express.Router({ mergeParams: true });
      build({ prefix, ...scope }, inner);
      target.use(prefix, inner);
    }
  }

  return {
    framework: `Express ${major}`,
    version: (createRequire(import.meta.url)(`${packageName}/package.json`) as { version: string }).version,
    major,
    wildcard,
    unsupported: {},
    createApp() {
      const app = express();
      app.set('env', 'test');
      app.use((_request, response, next) => {
        response.set(APP_HEADER, 'yes');
        next();
      });
      return { server: createServer(app), adapter: createExpressAdapter(app), build: (scope) => build(scope, app) };
    },
  };
}

function send(response: Response, { status = 200, headers = {}, body }: SampleReply): void {
  response.status(status).set(headers);
  if (body instanceof Readable) pipeline(body, response, () => undefined);
  else response.end(body);
}
