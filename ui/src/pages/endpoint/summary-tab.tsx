import { RequestsChart } from '../../panels/requests-chart.tsx';
import { RequestsPanel } from '../../panels/requests-panel.tsx';
import { StatusChart } from '../../panels/status-chart.tsx';
import { DistributionChart } from './distribution-chart.tsx';
import classes from './endpoint.module.css';
import { useEndpointScope } from './endpoint-scope.ts';
import { LatencyChart } from './latency-chart.tsx';

export function Tab() {
  const scope = useEndpointScope();
  return (
    <>
      <div className={classes['grid']}>
        <RequestsChart {...scope} />
        <LatencyChart {...scope} />
        <DistributionChart {...scope} />
        <StatusChart {...scope} />
      </div>
      <RequestsPanel endpoint={scope.endpoint} title="Latest requests" />
    </>
  );
}
