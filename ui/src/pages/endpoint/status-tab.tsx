import { RequestsPanel } from '../../panels/requests-panel.tsx';
import { StatusChart } from '../../panels/status-chart.tsx';
import { StatusShareChart } from '../../panels/status-share-chart.tsx';
import classes from './endpoint.module.css';
import { useEndpointScope } from './endpoint-scope.ts';

export function Tab() {
  const scope = useEndpointScope();
  return (
    <>
      <div className={classes['grid']}>
        <StatusShareChart {...scope} />
        <StatusChart {...scope} />
      </div>
      <RequestsPanel endpoint={scope.endpoint} title="Error requests" statusCodes="4xx,5xx" />
    </>
  );
}
