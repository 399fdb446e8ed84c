import { ChartPage } from '../../components/chart-page.tsx';
import { EndpointFilter } from '../../components/endpoint-filter.tsx';
import { MultiVersionChart } from './multi-version-chart.tsx';

export function Page() {
  return (
    <ChartPage title="Multi-version API utilization" controls={<EndpointFilter />}>
      <MultiVersionChart />
    </ChartPage>
  );
}
