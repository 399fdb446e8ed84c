import { bucketsOf, finished, valuesOf } from '../../charts/time-series.ts';
import { fetchMetrics } from '../../data/api-client.ts';
import type { Filters } from '../../data/filters.ts';
import { lengthOf, rangeOf, type TimeChoice } from '../../data/time-choice.ts';
import { alignedRange, stepFor } from '../../data/time-step.ts';

export interface CourseScope {
  readonly time: TimeChoice;
  readonly filters: Filters;
  readonly zone: string;
}

type Course = readonly (number | null)[];

/** Wide enough for the shape, few enough that 200 endpoints fit into one answer. */
const MOST_BUCKETS = 40;
const MOST_IDS = 200;
const MOST_ROWS = 10_000;
const GATHER_MILLIS = 20;

interface Batch {
  readonly ids: Set<number>;
  readonly answer: Promise<ReadonlyMap<number, Course>>;
}

const open = new Map<string, Batch>();

/** Requests over time of one endpoint. Questions of the same moment become one. */
export async function fetchCourse(id: number, scope: CourseScope): Promise<Course> {
  const key = JSON.stringify(scope);
  let batch = open.get(key);
  if (batch === undefined || batch.ids.size >= MOST_IDS) {
    const ids = new Set<number>();
    batch = { ids, answer: gather(key, ids, scope) };
    open.set(key, batch);
  }
  batch.ids.add(id);
  return (await batch.answer).get(id) ?? [];
}

async function gather(
  key: string,
  ids: Set<number>,
  { time, filters, zone }: CourseScope,
): Promise<ReadonlyMap<number, Course>> {
  await new Promise((resolve) => setTimeout(resolve, GATHER_MILLIS));
  if (open.get(key)?.ids === ids) open.delete(key);
  const step = stepFor(lengthOf(time), MOST_BUCKETS);
  const answer = await fetchMetrics({
    metrics: ['requests'],
    dimensions: ['endpoint', 'time'],
    endpoints: [...ids].sort((left, right) => left - right),
    range: alignedRange(rangeOf(time, Date.now()), step, zone),
    filters,
    timezone: zone,
    step,
    limit: MOST_ROWS,
  });
  const buckets = bucketsOf(answer, Date.now());
  const rowsById = Map.groupBy(answer.rows, (row) => Number(row.endpoint));
  return new Map(
    [...ids].map((id) => [
      id,
      finished(
        buckets,
        valuesOf(buckets, rowsById.get(id) ?? [], (row) => row.requests, { missing: 0 }),
      ),
    ]),
  );
}
