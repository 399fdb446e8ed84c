import type { KnownInstance } from '../../model/instance.ts';
import type { RuntimeRow } from '../../model/runtime-sample.ts';
import type { MetricFamily } from './metric-family.ts';

interface Figure {
  readonly name: string;
  readonly help: string;
  value(row: RuntimeRow): number;
}

/** Under the names that Node's usual client library gives them, where it has them. */
const FIGURES: readonly Figure[] = [
  {
    name: 'nodejs_eventloop_utilization_ratio',
    help: 'Share of the time in which the event loop was busy.',
    value: ({ loopActiveMillis, elapsedMillis }) => loopActiveMillis / elapsedMillis,
  },
  {
    name: 'nodejs_eventloop_lag_p50_seconds',
    help: 'How late timers fired, median.',
    value: ({ loopDelay }) => loopDelay.p50Millis / 1000,
  },
  {
    name: 'nodejs_eventloop_lag_p99_seconds',
    help: 'How late timers fired, 99th percentile.',
    value: ({ loopDelay }) => loopDelay.p99Millis / 1000,
  },
  {
    name: 'process_cpu_cores_ratio',
    help: 'Processor time of all threads as a share of one core.',
    value: ({ cpuMillis, elapsedMillis }) => cpuMillis / elapsedMillis,
  },
  {
    name: 'nodejs_gc_time_ratio',
    help: 'Share of the time in garbage collections.',
    value: ({ collections, elapsedMillis }) => collections.totalMillis / elapsedMillis,
  },
  {
    name: 'process_resident_memory_bytes',
    help: 'Resident memory.',
    value: ({ memory }) => memory.residentBytes,
  },
  {
    name: 'nodejs_heap_size_used_bytes',
    help: 'Used heap.',
    value: ({ memory }) => memory.heapUsedBytes,
  },
  {
    name: 'nodejs_heap_size_total_bytes',
    help: 'Heap.',
    value: ({ memory }) => memory.heapTotalBytes,
  },
  {
    name: 'nodejs_external_memory_bytes',
    help: 'Memory of buffers and other native objects.',
    value: ({ memory }) => memory.externalBytes,
  },
];

/** How each process fares that said so lately. `rows`: of one process, the last counts. */
export function processFamilies(
  rows: readonly RuntimeRow[],
  instances: readonly KnownInstance[],
): readonly MetricFamily[] {
  const known = new Map(instances.map((instance) => [instance.id, instance]));
  const latest = [...new Map(rows.map((row) => [row.instance, row])).values()];
  const told = latest.flatMap((row) => {
    const instance = known.get(row.instance);
    if (instance === undefined || instance.host === null) return [];
    // Prometheus' own label `instance` is the scraped address.
    return [{ row, labels: { host: instance.host, pid: String(instance.pid) } }];
  });
  return FIGURES.map(({ name, help, value }) => ({
    ...{ name, type: 'gauge', help },
    samples: told.map(({ row, labels }) => ({ labels, value: value(row) })),
  }));
}
