import type { RuntimeRow } from '../../model/runtime-sample.ts';
import type { LivingProcess } from '../fleet/fleet-reader.ts';
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

/** Without those of which others stored the records: they have no name. */
export function processFamilies(processes: readonly LivingProcess[]): readonly MetricFamily[] {
  const told = processes.flatMap(({ host, pid, sample }) =>
    // Prometheus' own label `instance` is the scraped address.
    host === null ? [] : [{ sample, labels: { host, pid: String(pid) } }],
  );
  return FIGURES.map(({ name, help, value }) => ({
    ...{ name, type: 'gauge', help },
    samples: told.map(({ sample, labels }) => ({ labels, value: value(sample) })),
  }));
}
