import type { LivingProcess } from '../../api/fleet/fleet-reader.ts';
import type { RuntimeRow } from '../../model/runtime-sample.ts';
import { attributes, nanos, type OtlpAttribute, type OtlpMetric } from './otlp-values.ts';

/** Metrics of one process, and who it is. */
export interface ProcessMetrics {
  readonly resource: readonly OtlpAttribute[];
  readonly metrics: readonly OtlpMetric[];
}

interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  value(row: RuntimeRow): number;
}

/** By the semantic conventions, which have the delays of Node's event loop. */
const FIGURES: readonly Figure[] = [
  {
    name: 'nodejs.eventloop.utilization',
    unit: '1',
    description: 'Event loop utilization.',
    value: ({ loopActiveMillis, elapsedMillis }) => loopActiveMillis / elapsedMillis,
  },
  {
    name: 'nodejs.eventloop.delay.p50',
    unit: 's',
    description: 'Event loop 50 percentile delay.',
    value: ({ loopDelay }) => loopDelay.p50Millis / 1000,
  },
  {
    name: 'nodejs.eventloop.delay.p99',
    unit: 's',
    description: 'Event loop 99 percentile delay.',
    value: ({ loopDelay }) => loopDelay.p99Millis / 1000,
  },
  {
    name: 'nodejs.eventloop.delay.max',
    unit: 's',
    description: 'Event loop maximum delay.',
    value: ({ loopDelay }) => loopDelay.maxMillis / 1000,
  },
  {
    name: 'process.memory.usage',
    unit: 'By',
    description: 'The amount of physical memory in use.',
    value: ({ memory }) => memory.residentBytes,
  },
];

export function processMetrics(processes: readonly LivingProcess[]): readonly ProcessMetrics[] {
  return processes.map(({ id, host, pid, version, sample }) => ({
    resource: attributes({
      'service.instance.id': id,
      'service.version': version,
      'host.name': host,
      'process.pid': pid,
    }),
    metrics: FIGURES.map(({ value, ...metric }) => ({
      ...metric,
      gauge: { dataPoints: [{ attributes: [], timeUnixNano: nanos(sample.time), asDouble: value(sample) }] },
    })),
  }));
}
