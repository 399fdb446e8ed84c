import { createOpenapiDocument, type OpenapiDocument } from '../openapi/document.ts';
import { noBody } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

/** Describes the given routes and itself. */
export function createOpenapiRoute(others: readonly Route[]): Route {
  const route: Route = defineRoute<object, null, OpenapiDocument>({
    method: 'GET',
    path: '/openapi.json',
    role: 'guest',
    summary: 'This document',
    needsStorage: false,
    query: {},
    body: noBody,
    answer: { status: 200, description: 'OpenAPI 3.1.', schema: { type: 'object' } },
    problems: [],
    async handle({ context }) {
      return { body: createOpenapiDocument([...others, route], context.settings) };
    },
  });
  return route;
}
