import type { CSSProperties } from 'react';
import { Duration, ErrorRate } from '../../components/figures.tsx';
import { CountCell, FigureCell } from '../../components/table/link-cell.tsx';
import { ViewLink } from '../../components/table/view-link.tsx';
import type { Search } from '../../data/view.ts';
import { formatPercent } from '../../format/percent.ts';
import type { EndpointRow } from './endpoint-rows.ts';
import classes from './endpoint-table.module.css';
import { type RowParts, useRowParts } from './row-parts.ts';

type Period = 'today' | 'week' | 'overall';

const COUNTS = { today: 'requestsToday', week: 'requestsWeek', overall: 'requestsOverall' } as const;

/** Leads to the endpoint in the time that the number is of, whatever is chosen. */
export function PeriodCount({ row: { endpoint }, period }: { readonly row: EndpointRow; readonly period: Period }) {
  const { today } = useRowParts();
  return (
    <CountCell
      count={endpoint[COUNTS[period]]}
      to={`/endpoint/${endpoint.id}`}
      search={periodSearch(period, endpoint.firstSeen, today)}
    />
  );
}

const WEEK: Search = { range: '7d', from: undefined, to: undefined };

function periodSearch(period: Period, firstSeen: string, today: RowParts['today']): Search {
  if (period === 'week') return WEEK;
  return { range: undefined, from: period === 'today' ? today.from : firstSeen, to: today.to };
}

export function RangeCount({ row: { endpoint, figures } }: { readonly row: EndpointRow }) {
  return <CountCell count={figures.requests} to={`/endpoint/${endpoint.id}`} isAside />;
}

/** Leads to the requests that failed. */
export function ErrorsCell({ row: { endpoint, figures } }: { readonly row: EndpointRow }) {
  return (
    <FigureCell requests={figures.requests} to={`/endpoint/${endpoint.id}/status_code_distribution`}>
      <ErrorRate value={figures.errorRate} requests={figures.requests} expected={endpoint.route === '(unmatched)'} />
    </FigureCell>
  );
}

interface DurationCellProps {
  readonly row: EndpointRow;
  readonly metric: 'p50' | 'p95';
}

export function DurationCell({ row: { endpoint, figures }, metric }: DurationCellProps) {
  return (
    <FigureCell requests={figures.requests} to={`/endpoint/${endpoint.id}`} isAside>
      <Duration value={figures[metric]} requests={figures.requests} />
    </FigureCell>
  );
}

export function ShareCell({ row: { endpoint, timeShare } }: { readonly row: EndpointRow }) {
  return (
    <ViewLink to={`/endpoint/${endpoint.id}`} className={classes['share']} style={shareStyle(timeShare)} isAside>
      {formatPercent(timeShare)}
    </ViewLink>
  );
}

/** Of a group, which has no page of its own. */
export function ShareBar({ share }: { readonly share: number }) {
  return (
    <span className={classes['share']} style={shareStyle(share)}>
      {formatPercent(share)}
    </span>
  );
}

function shareStyle(share: number | null): CSSProperties {
  return { '--share': `${(share ?? 0) * 100}%` } as CSSProperties;
}
