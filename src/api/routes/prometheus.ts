import { text } from '../openapi/json-schema.ts';
import { PROMETHEUS_TYPE } from '../prometheus/metric-family.ts';
import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

/** Found at `/{link}/metrics` too, where scrapers look for it. */
export const prometheus: Route = defineRoute<object, null, never>({
  method: 'GET',
  path: '/prometheus',
  role: 'guest',
  scope: 'metrics',
  summary: 'Counters and gauges of all processes for Prometheus; also at `/{link}/metrics`',
  needsStorage: false,
  query: {},
  body: noBody,
  answer: {
    status: 200,
    description: 'The text format 0.0.4.',
    schema: null,
    contents: { 'text/plain': text },
  },
  problems: [],
  async handle({ prometheusPage }) {
    const bytes = new TextEncoder().encode(await prometheusPage.read());
    return { body: null, headers: { 'content-type': PROMETHEUS_TYPE }, bytes };
  },
});
