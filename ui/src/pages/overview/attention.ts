import type { ApiRegression, StatusAnswer } from '../../../../src/api/contract.ts';
import type { Figures } from '../../data/figures.ts';
import type { Search } from '../../data/view.ts';
import { formatCount } from '../../format/count.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatChange, formatPercent } from '../../format/percent.ts';
import type { EndpointRow } from './endpoint-rows.ts';

export interface AttentionItem {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  /** Null: about the monitor, not an endpoint. */
  readonly endpointId: number | null;
  /** Of the endpoint's page. @default the one that it opens with */
  readonly tab?: string;
  readonly title: string;
  readonly text: string;
  /** Larger first: roughly how many requests suffer, weighted by how much. */
  readonly weight: number;
  /** Of the endpoint's page. @default the chosen time, comparison and filters */
  readonly search?: Search;
  /** That it tells of. */
  readonly regression?: ApiRegression;
}

/** Fewer requests, in either period, prove nothing. */
const MIN_REQUESTS = 50;
/** About one false alarm in a thousand endpoints. */
const MIN_DEVIATIONS = 3.3;
const MIN_RATE_GROWTH = 0.01;
const MIN_P95_RATIO = 1.5;
const MIN_P95_GROWTH_MILLIS = 10;
/** An error rate that needs attention even where there is nothing to compare with. */
const HIGH_RATE = 0.25;
/** Answers 404 by nature. */
const UNMATCHED_ROUTE = '(unmatched)';

/** What grew clearly worse, worst first. `baseline` is of the time compared with. */
export function endpointAttention(
  rows: readonly EndpointRow[],
  baseline: ReadonlyMap<number, Figures>,
): readonly AttentionItem[] {
  return rows
    .flatMap((row) => [
      ...errorItems(row, baseline.get(row.endpoint.id)),
      ...latencyItems(row, baseline.get(row.endpoint.id)),
    ])
    .sort((left, right) => right.weight - left.weight);
}

function errorItems({ endpoint, figures }: EndpointRow, before: Figures | undefined): readonly AttentionItem[] {
  const rate = figures.errorRate ?? 0;
  if (figures.requests < MIN_REQUESTS) return [];
  const compared = before !== undefined && before.requests >= MIN_REQUESTS;
  const beforeRate = compared ? (before.errorRate ?? 0) : 0;
  const grew = compared && rate - beforeRate >= MIN_RATE_GROWTH && deviations(figures, before) >= MIN_DEVIATIONS;
  const isHigh = !compared && rate >= HIGH_RATE && endpoint.route !== UNMATCHED_ROUTE;
  if (!grew && !isHigh) return [];
  const extra = (rate - beforeRate) * figures.requests;
  const history = compared ? `was ${formatPercent(beforeRate)}` : 'nothing to compare with';
  return [
    {
      key: `errors-${endpoint.id}`,
      severity: 'error',
      endpointId: endpoint.id,
      title: endpoint.name,
      text: `fails ${formatPercent(rate)} of ${formatCount(figures.requests)} requests, ${history}`,
      weight: extra * 3,
    },
  ];
}

function latencyItems({ endpoint, figures }: EndpointRow, before: Figures | undefined): readonly AttentionItem[] {
  if (before === undefined || figures.requests < MIN_REQUESTS || before.requests < MIN_REQUESTS) return [];
  if (figures.p95 === null || before.p95 === null || before.p95 === 0) return [];
  const ratio = figures.p95 / before.p95;
  if (ratio < MIN_P95_RATIO || figures.p95 - before.p95 < MIN_P95_GROWTH_MILLIS) return [];
  return [
    {
      key: `latency-${endpoint.id}`,
      severity: 'warning',
      endpointId: endpoint.id,
      title: endpoint.name,
      text: `is slower: p95 ${formatDuration(figures.p95)}, was ${formatDuration(before.p95)} (${formatChange(ratio)}) over ${formatCount(figures.requests)} requests`,
      weight: figures.requests * 0.05 * Math.log2(ratio),
    },
  ];
}

/** How far apart the two error rates are, in standard deviations of their difference. */
function deviations(now: Figures, before: Figures): number {
  const pooled = (now.errors + before.errors) / (now.requests + before.requests);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / now.requests + 1 / before.requests));
  return deviation === 0 ? 0 : ((now.errorRate ?? 0) - (before.errorRate ?? 0)) / deviation;
}

/** What is wrong with the monitor itself comes first: it casts doubt on all numbers. */
export function monitorAttention(status: StatusAnswer | undefined): readonly AttentionItem[] {
  if (status === undefined) return [];
  const items: AttentionItem[] = [];
  const add = (key: string, severity: 'error' | 'warning', title: string, text: string): void => {
    items.push({ key, severity, endpointId: null, title, text, weight: Number.POSITIVE_INFINITY });
  };
  const { database, records, worker } = status;
  if (database.state === 'unavailable') {
    add(
      'database',
      'error',
      'The monitor’s database',
      `is unavailable${database.error === null ? '' : `: ${database.error}`}. Records wait and are kept as long as there is room.`,
    );
  } else if (status.state === 'degraded') {
    add(
      'degraded',
      'warning',
      'The monitor',
      `works with problems${database.error === null ? '' : `: ${database.error}`}.`,
    );
  }
  if (records.droppedTotal > 0) {
    const reasons = Object.entries(records.dropped).filter(([, count]) => count > 0);
    const list = reasons.map(([reason, count]) => `${formatCount(count)} ${reason}`).join(', ');
    add(
      'dropped',
      'warning',
      `${formatCount(records.droppedTotal)} records`,
      `were dropped since the process started (${list}). Counts are too low by as many.`,
    );
  }
  if (worker.restarts > 0)
    add(
      'restarts',
      'warning',
      'The monitor’s worker',
      `was restarted ${worker.restarts === 1 ? 'once' : `${worker.restarts} times`}.`,
    );
  const callbacks = Object.entries(records.callbackErrors).filter(([, count]) => count > 0);
  for (const [name, count] of callbacks)
    add(`callback-${name}`, 'warning', `Your ${name}`, `threw ${formatCount(count)} times.`);
  return items;
}
