import type { ApiRuntimeRow } from '../../../../src/api/admin-contract.ts';
import type { ScaleKind } from '../../charts/time-chart.tsx';
import { formatBytes } from '../../format/bytes.ts';
import { formatDuration, formatDurationTick } from '../../format/duration.ts';
import { formatPercent } from '../../format/percent.ts';

export interface RuntimeChartKind {
  readonly title: string;
  readonly question: string;
  readonly scale: ScaleKind;
  readonly pick: (row: ApiRuntimeRow) => number;
  readonly format: (value: number | null) => string;
  readonly formatTick: (value: number) => string;
}

const SHARE = { scale: 'linear', format: formatPercent, formatTick: formatPercent } as const;
const BYTES = { scale: 'linear', format: formatBytes, formatTick: formatBytes } as const;

export const RUNTIME_CHARTS: readonly RuntimeChartKind[] = [
  {
    title: 'Event-loop delay, p99',
    question: 'How long does work that is ready wait for other work?',
    scale: 'linear',
    pick: ({ loopDelayP99 }) => loopDelayP99,
    format: formatDuration,
    formatTick: formatDurationTick,
  },
  {
    title: 'Event-loop delay, longest',
    question: 'What is the longest that everything stood still?',
    scale: 'linear',
    pick: ({ loopDelayMax }) => loopDelayMax,
    format: formatDuration,
    formatTick: formatDurationTick,
  },
  {
    title: 'Event-loop utilisation',
    question: 'How much of the time is the app’s thread busy? Near 100 % requests wait in line.',
    pick: ({ loopUtilization }) => loopUtilization,
    ...SHARE,
  },
  {
    title: 'Processor',
    question: 'How much of one core do all threads of the process take?',
    pick: ({ cpu }) => cpu,
    ...SHARE,
  },
  {
    title: 'Garbage collection',
    question: 'How much of the time does the app’s thread stand still for it?',
    pick: ({ collectionShare }) => collectionShare,
    ...SHARE,
  },
  {
    title: 'Longest garbage collection',
    question: 'Does a single collection hold requests up?',
    scale: 'linear',
    pick: ({ collectionMax }) => collectionMax,
    format: formatDuration,
    formatTick: formatDurationTick,
  },
  {
    title: 'Memory of the process',
    question: 'Does it grow without end?',
    pick: ({ residentBytes }) => residentBytes,
    ...BYTES,
  },
  {
    title: 'Heap in use',
    question: 'Is it JavaScript that needs the memory?',
    pick: ({ heapUsedBytes }) => heapUsedBytes,
    ...BYTES,
  },
];
