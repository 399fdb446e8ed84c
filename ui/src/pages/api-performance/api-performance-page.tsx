import { ChartPage } from '../../components/chart-page.tsx';
import { EndpointFilter } from '../../components/endpoint-filter.tsx';
import { PerformanceChart } from './performance-chart.tsx';

export function Page() {
  return (
    <ChartPage title="API performance" controls={<EndpointFilter />}>
      <PerformanceChart />
    </ChartPage>
  );
}
