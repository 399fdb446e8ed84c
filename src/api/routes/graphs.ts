import type { GraphPoint, StoredGraph } from '../../model/graph.ts';
import type { TimeStep } from '../../model/metrics-query.ts';
import type { TimeRange } from '../../model/time-range.ts';
import { isoTime, isoTimeOrNull } from '../answer-values.ts';
import type { ApiGraph, ApiGraphPoint, GraphPointsAnswer, GraphsAnswer } from '../graph-contract.ts';
import { ref } from '../openapi/schemas.ts';
import { graphNotFound } from '../problem.ts';
import { noBody } from '../query/json-body.ts';
import { limit } from '../query/limit.ts';
import { readPathId } from '../query/path-id.ts';
import { chooseStep, STEP_MILLIS, step } from '../query/step.ts';
import { timeRange } from '../query/time-range.ts';
import { defineRoute, type Route } from '../route.ts';

export const listGraphs: Route = defineRoute<object, null, GraphsAnswer>({
  method: 'GET',
  path: '/graphs',
  role: 'guest',
  summary: 'Custom graphs with their schedules and what became of them, by title',
  needsStorage: true,
  query: {},
  body: noBody,
  answer: { status: 200, description: 'The graphs.', schema: ref('Graphs') },
  problems: [],
  async handle({ context }) {
    return { body: { graphs: (await context.storage.graphs.list()).map(describeGraph) } };
  },
});

interface PointsQuery {
  readonly range: TimeRange;
  readonly step: TimeStep | null;
  readonly limit: number;
}

export const readGraph: Route = defineRoute<PointsQuery, null, GraphPointsAnswer>({
  method: 'GET',
  path: '/graphs/:id',
  role: 'guest',
  summary: 'Values of a custom graph by time: single ones, or with `step` their averages by bucket of UTC',
  needsStorage: true,
  query: { range: timeRange, step, limit: limit({ fallback: 1000, max: 10_000 }) },
  body: noBody,
  answer: { status: 200, description: 'The points; of too many, the latest.', schema: ref('GraphPoints') },
  problems: [404],
  async handle({ context, path, query: { range, step: width, limit: most } }) {
    const id = readPathId(path, 'id');
    const stepMillis = width === null ? null : STEP_MILLIS[chooseStep(range, width)];
    const points = await context.storage.graphs.points(id, { range, stepMillis, limit: most });
    if (points === null) throw graphNotFound(id);
    return { body: { points: points.map(describePoint), from: isoTime(range.from), to: isoTime(range.to) } };
  },
});

function describeGraph({ nextAt, lastRun, lastError, ...graph }: StoredGraph): ApiGraph {
  return {
    ...graph,
    nextRun: isoTimeOrNull(nextAt),
    lastRun: isoTimeOrNull(lastRun),
    lastError: lastError === null ? null : { ...lastError, time: isoTime(lastError.time) },
  };
}

function describePoint({ time, series, value }: GraphPoint): ApiGraphPoint {
  return { time: isoTime(time), series: series === '' ? null : series, value };
}
