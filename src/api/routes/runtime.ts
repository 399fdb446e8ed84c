import type { TimeStep } from '../../model/metrics-query.ts';
import type { RuntimeRow } from '../../model/runtime-sample.ts';
import type { TimeRange } from '../../model/time-range.ts';
import type { ApiRuntimeRow, RuntimeAnswer } from '../admin-contract.ts';
import { isoTime, roundMillis } from '../answer-values.ts';
import { ref } from '../openapi/schemas.ts';
import { noBody } from '../query/json-body.ts';
import { chooseStep, STEP_MILLIS, step } from '../query/step.ts';
import { timeRange } from '../query/time-range.ts';
import { defineRoute, type Route } from '../route.ts';

interface Query {
  readonly range: TimeRange;
  readonly step: TimeStep | null;
}

/** Rows lie on UTC days, whatever the zone: a sample belongs to a moment and not to somebody's day. */
export const runtime: Route = defineRoute<Query, null, RuntimeAnswer>({
  method: 'GET',
  path: '/runtime',
  role: 'guest',
  summary: 'Event loop, processor, garbage collection and memory of the processes over time',
  needsStorage: true,
  query: { range: timeRange, step },
  body: noBody,
  answer: { status: 200, description: 'A row for each bucket and instance, by time.', schema: ref('Runtime') },
  problems: [],
  async handle({ context, query: { range, step: asked } }) {
    const width = chooseStep(range, asked);
    const rows = await context.storage.listRuntime(range, STEP_MILLIS[width]);
    const times = { from: isoTime(range.from), to: isoTime(range.to) };
    return { body: { rows: rows.map(describe), ...times, step: width, timezone: 'UTC' } };
  },
});

function describe({
  time,
  instance,
  elapsedMillis,
  loopDelay,
  collections,
  memory,
  ...row
}: RuntimeRow): ApiRuntimeRow {
  const share = (millis: number): number =>
    elapsedMillis > 0 ? Math.round((10_000 * millis) / elapsedMillis) / 10_000 : 0;
  return {
    time: isoTime(time),
    instance,
    loopUtilization: share(row.loopActiveMillis),
    loopDelayP50: roundMillis(loopDelay.p50Millis),
    loopDelayP99: roundMillis(loopDelay.p99Millis),
    loopDelayMax: roundMillis(loopDelay.maxMillis),
    cpu: share(row.cpuMillis),
    collections: collections.count,
    collectionShare: share(collections.totalMillis),
    collectionMax: roundMillis(collections.maxMillis),
    ...memory,
  };
}
