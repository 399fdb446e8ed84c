import { endpointName } from '../../model/endpoint.ts';
import type { RegressionSide, StoredRegression } from '../../model/regression.ts';
import type { Storage } from '../../storage/storage.ts';
import { isoTime, isoTimeOrNull, roundMillis } from '../answer-values.ts';
import { ref } from '../openapi/schemas.ts';
import { regressionNotFound } from '../problem.ts';
import { describeCodeLine } from '../profile-lines.ts';
import { type BodyReader, jsonBody, noBody, unknownFields } from '../query/json-body.ts';
import { limit } from '../query/limit.ts';
import { oneChoice } from '../query/one-choice.ts';
import { readPathId } from '../query/path-id.ts';
import type { ApiRegression, ApiRegressionSide, RegressionBody, RegressionsAnswer } from '../regression-contract.ts';
import { defineRoute, type Route } from '../route.ts';

const STATES = ['open', 'all'] as const;

interface Query {
  readonly state: (typeof STATES)[number];
  readonly limit: number;
}

export const listRegressions: Route = defineRoute<Query, null, RegressionsAnswer>({
  method: 'GET',
  path: '/regressions',
  role: 'guest',
  summary: 'Endpoints that became slower or failing with a new version or from one day to another, newest found first',
  needsStorage: true,
  query: {
    state: oneChoice('state', 'Only those that go on, or also those that are over.', STATES),
    limit: limit({ fallback: 100, max: 1000 }),
  },
  body: noBody,
  answer: { status: 200, description: 'The regressions, with their evidence.', schema: ref('Regressions') },
  problems: [],
  async handle({ context: { storage }, query: { state, limit: most } }) {
    const found = await storage.regressions.list({ isOpen: state === 'open', limit: most });
    return { body: { regressions: await describeAll(storage, found) } };
  },
});

const regressionBody: BodyReader<RegressionBody> = jsonBody<RegressionBody>(ref('RegressionBody'), (fields) => {
  const { acknowledged } = fields;
  const unknown = unknownFields(fields, ['acknowledged']);
  if (typeof acknowledged === 'boolean') return unknown.length > 0 ? unknown : { acknowledged };
  return [...unknown, { name: 'acknowledged', value: null, allowed: 'true or false' }];
});

export const changeRegression: Route = defineRoute<object, RegressionBody, ApiRegression>({
  method: 'PATCH',
  path: '/regressions/:id',
  role: 'admin',
  summary: 'Say that somebody knows of a regression, or take that back',
  needsStorage: true,
  query: {},
  body: regressionBody,
  answer: { status: 200, description: 'The regression.', schema: ref('Regression') },
  problems: [404, 415],
  async handle({ context: { storage, clock }, path, body: { acknowledged } }) {
    const id = readPathId(path, 'id');
    const regression = await storage.regressions.acknowledge(id, acknowledged ? clock.now() : null);
    const [found] = await describeAll(storage, regression === null ? [] : [regression]);
    if (found === undefined) throw regressionNotFound(id);
    return { body: found };
  },
});

/** Without those whose endpoint is gone meanwhile. */
async function describeAll(storage: Storage, found: readonly StoredRegression[]): Promise<readonly ApiRegression[]> {
  const names = new Map((await storage.listEndpoints()).map((endpoint) => [endpoint.id, endpointName(endpoint)]));
  return found.flatMap((regression) => {
    const name = names.get(regression.endpointId);
    return name === undefined ? [] : [describe(regression, name)];
  });
}

function describe({ evidence, ...regression }: StoredRegression, name: string): ApiRegression {
  const { baseline, comparison, lines, effect, interval, pValue } = evidence;
  return {
    ...regression,
    name,
    since: isoTime(regression.since),
    baseline: describeSide(baseline),
    comparison: describeSide(comparison),
    ...{ effect, interval, pValue },
    lines: lines.map(({ line, baselineMillis, comparisonMillis }) => ({
      ...describeCodeLine(line),
      baselineMillis: roundMillis(baselineMillis),
      comparisonMillis: roundMillis(comparisonMillis),
    })),
    foundAt: isoTime(regression.foundAt),
    judgedAt: isoTime(regression.judgedAt),
    resolvedAt: isoTimeOrNull(regression.resolvedAt),
    acknowledgedAt: isoTimeOrNull(regression.acknowledgedAt),
  };
}

function describeSide({ from, to, ...side }: RegressionSide): ApiRegressionSide {
  return { from: isoTime(from), to: isoTime(to), ...side };
}
