import type { CSSProperties } from 'react';
import { Duration, ErrorRate } from '../../components/figures.tsx';
import { CountCell, LinkCell } from '../../components/table/link-cell.tsx';
import { dashboardConfig } from '../../data/dashboard-config.ts';
import { DEFAULT_TIME, lastOf } from '../../data/time-choice.ts';
import { alignedRange } from '../../data/time-step.ts';
import { type Search, timeSearch } from '../../data/view.ts';
import { formatPercent } from '../../format/percent.ts';
import type { EndpointRow } from './endpoint-rows.ts';
import classes from './endpoint-table.module.css';

type Period = 'today' | 'week' | 'overall';

const COUNTS = { today: 'requestsToday', week: 'requestsWeek', overall: 'requestsOverall' } as const;

/** Leads to the endpoint in the time that the number is of, whatever is chosen. */
export function PeriodCount({ row: { endpoint }, period }: { readonly row: EndpointRow; readonly period: Period }) {
  const count = endpoint[COUNTS[period]];
  return (
    <CountCell
      count={count}
      to={`/endpoint/${endpoint.id}`}
      search={count === 0 ? {} : periodSearch(period, endpoint.firstSeen)}
    />
  );
}

function periodSearch(period: Period, firstSeen: string): Search {
  if (period === 'week') return timeSearch(lastOf('7d') ?? DEFAULT_TIME);
  const now = Date.now();
  const today = alignedRange({ from: now, to: now + 1 }, '1d', dashboardConfig.timezone);
  return timeSearch({ kind: 'fixed', from: period === 'today' ? today.from : Date.parse(firstSeen), to: today.to });
}

export function RangeCount({ row: { endpoint, figures } }: { readonly row: EndpointRow }) {
  return <CountCell count={figures.requests} to={`/endpoint/${endpoint.id}`} isAside />;
}

/** Leads to the requests that failed. */
export function ErrorsCell({ row: { endpoint, figures } }: { readonly row: EndpointRow }) {
  const rate = (
    <ErrorRate value={figures.errorRate} requests={figures.requests} expected={endpoint.route === '(unmatched)'} />
  );
  if (figures.requests === 0) return rate;
  return <LinkCell to={`/endpoint/${endpoint.id}/status_code_distribution`}>{rate}</LinkCell>;
}

export function DurationCell({
  row: { endpoint, figures },
  metric,
}: {
  readonly row: EndpointRow;
  readonly metric: 'p50' | 'p95';
}) {
  const duration = <Duration value={figures[metric]} requests={figures.requests} />;
  if (figures.requests === 0) return duration;
  return (
    <LinkCell to={`/endpoint/${endpoint.id}`} isAside>
      {duration}
    </LinkCell>
  );
}

export function ShareBar({ share }: { readonly share: number | null }) {
  return (
    <span className={classes['share']} style={{ '--share': `${(share ?? 0) * 100}%` } as CSSProperties}>
      {formatPercent(share)}
    </span>
  );
}
