import type { ReactNode } from 'react';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { Duration, ErrorRate } from '../../components/figures.tsx';
import { LevelSwitch } from '../../components/level-switch.tsx';
import { CountCell, FigureCell } from '../../components/table/link-cell.tsx';
import { ViewLinksProvider } from '../../components/table/view-link.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { FIGURE_METRICS, figuresOf } from '../../data/figures.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import type { Search } from '../../data/view.ts';
import { formatCount } from '../../format/count.ts';
import classes from './endpoint.module.css';

/** The endpoint in the chosen time, filters applied. */
export function EndpointSummary({ endpoint }: { readonly endpoint: ApiEndpoint }) {
  const totals = useMetrics({ metrics: FIGURE_METRICS, dimensions: [], endpoints: [endpoint.id] });
  const { requests, errorRate, p50, p95 } = totals.data === undefined ? endpoint : figuresOf(totals.data.rows[0]);
  const page = `/endpoint/${endpoint.id}`;
  return (
    <ViewLinksProvider>
      <dl className={`${classes['panel']} ${classes['summary']}`}>
        <Figure name="Requests">
          <CountCell count={requests} to={page} />
        </Figure>
        <Figure name="Error rate">
          <FigureCell requests={requests} to={`${page}/status_code_distribution`}>
            <ErrorRate value={errorRate} requests={requests} expected={endpoint.route === '(unmatched)'} />
          </FigureCell>
        </Figure>
        <Figure name={`p50, n = ${formatCount(requests)}`}>
          <FigureCell requests={requests} to={page}>
            <Duration value={p50} requests={requests} />
          </FigureCell>
        </Figure>
        <Figure name={`p95, n = ${formatCount(requests)}`}>
          <FigureCell requests={requests} to={page}>
            <Duration value={p95} requests={requests} />
          </FigureCell>
        </Figure>
        <Figure name="Last request">
          <TimeAgo time={endpoint.lastRequested} />
        </Figure>
        <Figure name="Overall">
          <CountCell count={endpoint.requestsOverall} to={page} search={sinceFirstSeen(endpoint)} />
        </Figure>
        <Figure name="Monitoring level" className={classes['push']}>
          <LevelSwitch id={endpoint.id} name={endpoint.name} level={endpoint.level} />
        </Figure>
      </dl>
    </ViewLinksProvider>
  );
}

function sinceFirstSeen({ firstSeen }: ApiEndpoint): Search {
  return { range: undefined, from: firstSeen, to: new Date().toISOString() };
}

interface FigureProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

function Figure({ name, children, className = '' }: FigureProps) {
  return (
    <div className={`${classes['figure']} ${className}`}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
