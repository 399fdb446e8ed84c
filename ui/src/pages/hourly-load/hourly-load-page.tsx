import { ChartPage } from '../../components/chart-page.tsx';
import { EndpointSelect, useChosenEndpoint } from '../../components/endpoint-select.tsx';
import { HourlyChart } from '../../panels/hourly-chart.tsx';

export function Page() {
  const scope = useChosenEndpoint();
  return (
    <ChartPage title="Hourly API utilization" controls={<EndpointSelect />}>
      <HourlyChart {...scope} />
    </ChartPage>
  );
}
