import type { ReactNode } from 'react';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { Duration, ErrorRate } from '../../components/figures.tsx';
import { LastRequested } from '../../components/last-requested.tsx';
import { LevelSwitch } from '../../components/level-switch.tsx';
import { FIGURE_METRICS, figuresOf } from '../../data/figures.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import { formatCount, formatExactCount } from '../../format/count.ts';
import classes from './endpoint.module.css';

/** The endpoint in the chosen time, filters applied. */
export function EndpointSummary({ endpoint }: { readonly endpoint: ApiEndpoint }) {
  const totals = useMetrics({ metrics: FIGURE_METRICS, dimensions: [], endpoints: [endpoint.id] });
  const { requests, errorRate, p50, p95 } = totals.data === undefined ? endpoint : figuresOf(totals.data.rows[0]);
  return (
    <dl className={`${classes['panel']} ${classes['summary']}`}>
      <Figure name="Requests">
        <span title={formatExactCount(requests)}>{formatCount(requests)}</span>
      </Figure>
      <Figure name="Error rate">
        <ErrorRate value={errorRate} requests={requests} expected={endpoint.route === '(unmatched)'} />
      </Figure>
      <Figure name={`p50, n = ${formatCount(requests)}`}>
        <Duration value={p50} requests={requests} />
      </Figure>
      <Figure name={`p95, n = ${formatCount(requests)}`}>
        <Duration value={p95} requests={requests} />
      </Figure>
      <Figure name="Last request">
        <LastRequested time={endpoint.lastRequested} />
      </Figure>
      <Figure name="Overall">
        <span title={formatExactCount(endpoint.requestsOverall)}>{formatCount(endpoint.requestsOverall)}</span>
      </Figure>
      <Figure name="Monitoring level" className={classes['push']}>
        <LevelSwitch id={endpoint.id} name={endpoint.name} level={endpoint.level} />
      </Figure>
    </dl>
  );
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
