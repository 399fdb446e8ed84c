import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

export const events: Route = defineRoute<object, null, null>({
  method: 'GET',
  path: '/events',
  role: 'guest',
  summary: 'Server-sent events: `change` says that new data is stored, at most once a second',
  needsStorage: false,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'A stream of text/event-stream.', schema: null },
  problems: [],
  // Only decides who may listen: the app's thread, which has the connection, sees the header and makes it a stream.
  async handle() {
    return { body: null, headers: { 'x-nmd-stream': 'events' } };
  },
});
