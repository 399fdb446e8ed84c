import { HourlyChart } from '../../panels/hourly-chart.tsx';
import { useEndpointScope } from './endpoint-scope.ts';

export function Tab() {
  return <HourlyChart {...useEndpointScope()} />;
}
