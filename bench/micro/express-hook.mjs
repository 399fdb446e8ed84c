// What the Express adapter alone adds to a request on the app's thread: the hook, the end of the response and the
// endpoint's name, for an observer that does nothing. Real apps and real request objects without a network; the bare and
// the monitored app take turns, and their difference is what the adapter costs.
import { IncomingMessage, ServerResponse } from 'node:http';
import express5 from 'express';
import { createExpressAdapter } from '../../dist/adapters/express/express-adapter.js';
import { RouteTemplates } from '../../dist/adapters/express/route-templates.js';

const REQUESTS = 500;
const ROUNDS = 401;
const SOCKET = { remoteAddress: '127.0.0.1', destroyed: false, errored: null, writableLength: 0 };
const NO_DASHBOARD = { matches: () => false, handle: () => undefined };
const IDLE = { finished: () => undefined };

const CASES = {
  'static route': '/json',
  'nested router': '/api/users/17',
  'mount with a parameter': '/teams/red/members/17',
  'list of paths': '/colour',
  'middleware below a mount': '/graphql',
  'no route': '/nope',
};

function createApp() {
  const app = express5();
  const handler = () => undefined;
  const api = express5.Router();
  const teams = express5.Router();
  app.get('/json', handler);
  app.get(['/color', '/colour'], handler);
  app.use('/api', api.get('/users/:id', handler));
  app.use('/teams/:team', teams.get('/members/:id', handler));
  app.use('/graphql', handler);
  for (let index = 0; index < 30; index += 1) api.use(`/more-${index}`, express5.Router().get('/:id', handler));
  return app;
}

function createExchange(url) {
  const request = new IncomingMessage(SOCKET);
  request.method = 'GET';
  request.url = url;
  const response = new ServerResponse(request);
  response.socket = SOCKET;
  response.finished = true;
  return { request, response };
}

function nanosPerRequest(app, url) {
  const exchanges = Array.from({ length: REQUESTS }, () => createExchange(url));
  const started = process.hrtime.bigint();
  for (const { request, response } of exchanges) {
    app.handle(request, response, () => undefined);
    response.emit('close');
  }
  return Number(process.hrtime.bigint() - started) / REQUESTS;
}

function nanosPerTemplate(templates, request, origin) {
  const started = process.hrtime.bigint();
  for (let index = 0; index < REQUESTS; index += 1) templates.endpointOf(request, origin);
  return Number(process.hrtime.bigint() - started) / REQUESTS;
}

const bare = createApp();
const monitored = createApp();
createExpressAdapter(monitored).attach({
  observer: { readsRequests: false, requestStarted: () => IDLE },
  dashboard: NO_DASHBOARD,
});
const templates = new RouteTemplates(bare);

// The smallest of many rounds: another program's work only ever adds.
const results = {};
for (const [name, url] of Object.entries(CASES)) {
  const { request, response } = createExchange(url);
  bare.handle(request, response, () => undefined);
  await new Promise(setImmediate);
  const origin = { method: 'GET', path: url, baseUrl: '', route: undefined };
  const rounds = Array.from({ length: ROUNDS }, () => ({
    bare: nanosPerRequest(bare, url),
    monitored: nanosPerRequest(monitored, url),
    template: nanosPerTemplate(templates, request, origin),
  }));
  const smallest = (part) => Math.round(Math.min(...rounds.map((round) => round[part])));
  results[name] = {
    endpoint: templates.endpointOf(request, origin).route,
    'Express ns': smallest('bare'),
    'adapter adds ns': smallest('monitored') - smallest('bare'),
    'of which template ns': smallest('template'),
  };
}
console.table(results);
