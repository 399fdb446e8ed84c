import type { MergeBody } from '../admin-contract.ts';
import type { ApiEndpoint } from '../contract.ts';
import { describeEndpoint, findEndpoint } from '../one-endpoint.ts';
import { ref } from '../openapi/schemas.ts';
import { endpointNotFound, invalidInput, maintenanceRunning } from '../problem.ts';
import { type FiguresQuery, figuresQuery } from '../query/figures.ts';
import { type BodyReader, jsonBody, noBody, unknownFields } from '../query/json-body.ts';
import { readPathId } from '../query/path-id.ts';
import { defineRoute, type Route } from '../route.ts';

const mergeBody: BodyReader<MergeBody> = jsonBody<MergeBody>(ref('MergeBody'), (fields) => {
  const { into } = fields;
  const unknown = unknownFields(fields, ['into']);
  if (typeof into === 'number' && Number.isSafeInteger(into) && into > 0)
    return unknown.length > 0 ? unknown : { into };
  const value = into === undefined ? null : JSON.stringify(into).slice(0, 100);
  return [...unknown, { name: 'into', value, allowed: 'the whole number that identifies another endpoint' }];
});

export const removeEndpoint: Route = defineRoute<object, null, null>({
  method: 'DELETE',
  path: '/endpoints/:id',
  role: 'admin',
  summary: 'Remove an endpoint and everything that is kept of it',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 204, description: 'It is gone. It comes back, empty, with its next request.', schema: null },
  problems: [404, 409],
  async handle({ context, path }) {
    const id = readPathId(path, 'id');
    await findEndpoint(context, id);
    const removed = await context.maintenance.run('remove', () => context.storage.removeEndpoint(id));
    if (removed === null) throw maintenanceRunning();
    if (!removed) throw endpointNotFound(id);
    return { body: null };
  },
});

export const mergeEndpoint: Route = defineRoute<FiguresQuery, MergeBody, ApiEndpoint>({
  method: 'POST',
  path: '/endpoints/:id/merge',
  role: 'admin',
  summary: 'Move everything that is kept of an endpoint to another, and remove it',
  needsStorage: true,
  query: figuresQuery,
  body: mergeBody,
  answer: { status: 200, description: 'The endpoint that has it all now.', schema: ref('Endpoint') },
  problems: [404, 409, 415],
  async handle({ context, path, query, body: { into } }) {
    const id = readPathId(path, 'id');
    if (into === id) {
      const allowed = 'another endpoint than the one that is merged';
      throw invalidInput('invalid-body', [{ name: 'into', value: String(into), allowed }]);
    }
    for (const one of [id, into]) await findEndpoint(context, one);
    const merged = await context.maintenance.run('merge', () => context.storage.mergeEndpoint(id, into));
    if (merged === null) throw maintenanceRunning();
    // Somebody else was faster, or it was removed meanwhile.
    if (!merged) throw endpointNotFound(id);
    return { body: await describeEndpoint(context, await findEndpoint(context, into), query) };
  },
});
