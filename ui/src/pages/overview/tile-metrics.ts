import type { ScaleKind } from '../../charts/time-chart.tsx';
import { formatCount } from '../../format/count.ts';
import { formatDuration, formatDurationTick } from '../../format/duration.ts';
import { formatPercent } from '../../format/percent.ts';

type TileMetric = 'requests' | 'errorRate' | 'p50' | 'p95';

export interface TileKind {
  readonly metric: TileMetric;
  readonly label: string;
  readonly question: string;
  readonly format: (value: number | null) => string;
  readonly formatTick: (value: number) => string;
  readonly scale: ScaleKind;
  /** Whether growth is bad news; more requests are neither. */
  readonly growthIs: 'worse' | 'neutral';
}

export const TILES: readonly TileKind[] = [
  {
    metric: 'requests',
    label: 'Requests',
    question: 'How busy is the app, and how much of it fails?',
    format: formatCount,
    formatTick: formatCount,
    scale: 'count',
    growthIs: 'neutral',
  },
  {
    metric: 'errorRate',
    label: 'Error rate',
    question: 'Which share of requests was answered with a 4xx or 5xx status?',
    format: formatPercent,
    formatTick: formatPercent,
    scale: 'linear',
    growthIs: 'worse',
  },
  {
    metric: 'p50',
    label: 'p50',
    question: 'How long does a typical request take?',
    format: formatDuration,
    formatTick: formatDurationTick,
    scale: 'log',
    growthIs: 'worse',
  },
  {
    metric: 'p95',
    label: 'p95',
    question: 'How long do the slowest 5 % of requests take at least?',
    format: formatDuration,
    formatTick: formatDurationTick,
    scale: 'log',
    growthIs: 'worse',
  },
];
