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
/** While one scrolls, rows come one after the other; what rushes by is not worth a question. */
const QUIET_MILLIS = 60;

interface Batch {
  readonly ids: Set<number>;
  readonly answer: Promise<ReadonlyMap<number, Course>>;
  /** Put off with each that joins. */
  readonly postpone: () => void;
}

const open = new Map<string, Batch>();

/**
 * Requests over time of one endpoint. Questions that follow each other closely become one, without those that nobody waits
 * for any more.
 */
export async function fetchCourse(id: number, scope: CourseScope, signal: AbortSignal): Promise<Course> {
  const key = JSON.stringify(scope);
  let batch = open.get(key);
  if (batch === undefined || batch.ids.size >= MOST_IDS) {
    batch = openBatch(key, scope);
    open.set(key, batch);
  }
  const { ids } = batch;
  ids.add(id);
  batch.postpone();
  signal.addEventListener('abort', () => ids.delete(id), { once: true });
  return (await batch.answer).get(id) ?? [];
}

function openBatch(key: string, scope: CourseScope): Batch {
  const ids = new Set<number>();
  let timer: number | undefined;
  let begin: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const answer = begun.then(() => {
    if (open.get(key)?.ids === ids) open.delete(key);
    return ids.size === 0 ? new Map<number, Course>() : ask(ids, scope);
  });
  const postpone = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(begin, QUIET_MILLIS);
  };
  return { ids, answer, postpone };
}

async function ask(
  ids: ReadonlySet<number>,
  { time, filters, zone }: CourseScope,
): Promise<ReadonlyMap<number, Course>> {
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
