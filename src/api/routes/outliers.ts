import type { DetailsQuery } from '../../storage/detail-store.ts';
import type { Storage } from '../../storage/storage.ts';
import { describeOutlier, readOutlierAnswer } from '../answers/outlier-answer.ts';
import type { Principal } from '../auth/principal.ts';
import type { ApiOutlier, OutliersAnswer } from '../contract.ts';
import { attachment } from '../downloads/download.ts';
import { ref } from '../openapi/schemas.ts';
import { outlierNotFound } from '../problem.ts';
import { detailsQuery } from '../query/details.ts';
import { noBody } from '../query/json-body.ts';
import { readPathId } from '../query/path-id.ts';
import { defineRoute, type Route } from '../route.ts';

export const listOutliers: Route = defineRoute<DetailsQuery, null, OutliersAnswer>({
  method: 'GET',
  path: '/outliers',
  role: 'guest',
  summary: 'Requests that lasted too long, newest first, without what was seen of them',
  needsStorage: true,
  query: detailsQuery,
  body: noBody,
  answer: { status: 200, description: 'One page; `nextCursor` gives the next.', schema: ref('Outliers') },
  problems: [],
  async handle({ context, query }) {
    const { rows, nextCursor } = await context.storage.listOutliers(query);
    return { body: { outliers: rows.map(describeOutlier), nextCursor } };
  },
});

export const readOutlier: Route = defineRoute<object, null, ApiOutlier>({
  method: 'GET',
  path: '/outliers/:id',
  role: 'guest',
  summary: 'Everything seen of one outlier; its values, headers and environment for admins only',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'The outlier.', schema: ref('Outlier') },
  problems: [404],
  async handle({ context, path, principal }) {
    return { body: await findOutlier(context.storage, path, principal) };
  },
});

export const downloadOutlier: Route = defineRoute<object, null, ApiOutlier>({
  method: 'GET',
  path: '/outliers/:id/download',
  role: 'guest',
  summary: 'The same as a file',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'The outlier.', schema: ref('Outlier') },
  problems: [404],
  async handle({ context, path, principal }) {
    const outlier = await findOutlier(context.storage, path, principal);
    return { body: outlier, headers: attachment(`outlier-${outlier.id}.json`) };
  },
});

async function findOutlier(
  storage: Storage,
  path: Readonly<Record<string, string>>,
  principal: Principal | null,
): Promise<ApiOutlier> {
  const id = readPathId(path, 'id');
  const outlier = await readOutlierAnswer(storage, id, principal?.user.role ?? 'guest');
  if (outlier === null) throw outlierNotFound(id);
  return outlier;
}
