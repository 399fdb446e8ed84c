import { ChartPage } from '../../components/chart-page.tsx';
import { DailyChart } from './daily-chart.tsx';

export function Page() {
  return (
    <ChartPage title="Daily API utilization">
      <DailyChart />
    </ChartPage>
  );
}
