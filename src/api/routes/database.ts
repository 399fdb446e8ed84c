import type { DatabaseAnswer, PruneAnswer, PruneBody } from '../admin-contract.ts';
import { describeDatabase } from '../database-figures.ts';
import { ref } from '../openapi/schemas.ts';
import { ApiProblem, maintenanceRunning } from '../problem.ts';
import { type BodyReader, jsonBody, noBody, unknownFields } from '../query/json-body.ts';
import { defineRoute, type Route } from '../route.ts';

const pruneBody: BodyReader<PruneBody> = jsonBody<PruneBody>(ref('PruneBody'), (fields) => {
  const { dryRun = false } = fields;
  const unknown = unknownFields(fields, ['dryRun']);
  if (typeof dryRun !== 'boolean') return [...unknown, { name: 'dryRun', value: null, allowed: 'true or false' }];
  return unknown.length > 0 ? unknown : { dryRun };
});

export const database: Route = defineRoute<object, null, DatabaseAnswer>({
  method: 'GET',
  path: '/database',
  role: 'admin',
  summary: 'What the database holds, what is kept how long, and the maintenance that is or was done',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'The database.', schema: ref('Database') },
  problems: [],
  async handle({ context }) {
    return { body: await describeDatabase(context) };
  },
});

export const prune: Route = defineRoute<object, PruneBody, PruneAnswer>({
  method: 'POST',
  path: '/database/prune',
  role: 'admin',
  summary: 'Remove what is too old now, in the background; a dry run only counts it',
  needsStorage: true,
  query: {},
  body: pruneBody,
  answer: { status: 200, description: 'What a dry run found; null when pruning has begun.', schema: ref('Prune') },
  problems: [409, 415],
  async handle({ context, body }) {
    if (body.dryRun) {
      const { requests, rollups, details } = await context.maintenance.preview();
      return { body: { removes: { requests, rollups, details } } };
    }
    if (!(await context.maintenance.prune())) throw maintenanceRunning();
    return { body: { removes: null } };
  },
});

export const cancelPrune: Route = defineRoute<object, null, null>({
  method: 'POST',
  path: '/database/prune/cancel',
  role: 'admin',
  summary: 'End the pruning that is under way, in whichever process, at its next step',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 204, description: 'It will end within seconds.', schema: null },
  problems: [409],
  async handle({ context }) {
    if (await context.storage.maintenance.cancel()) return { body: null };
    throw new ApiProblem(409, 'nothing-running', 'Nothing is being pruned at the moment.');
  },
});
