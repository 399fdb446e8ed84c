import { useMemo } from 'react';
import { ChartPage } from '../../components/chart-page.tsx';
import classes from '../../components/page.module.css';
import { NoRequestsHere } from '../../components/states/no-requests-here.tsx';
import { TablePanel } from '../../components/table/table-panel.tsx';
import { useEndpoints } from '../../data/use-endpoints.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import { RequestsPanel } from '../../panels/requests-panel.tsx';
import { StatusChart } from '../../panels/status-chart.tsx';
import { StatusShareChart } from '../../panels/status-share-chart.tsx';
import { endpointStatusRows } from './endpoint-status-rows.ts';
import { STATUS_COLUMNS } from './status-columns.tsx';

const MOST_ROWS = 10_000;

export function Page() {
  return (
    <ChartPage title="Status codes">
      <div className={classes['pair']}>
        <StatusShareChart />
        <StatusChart />
      </div>
      <StatusTable />
      <RequestsPanel title="Error requests" statusCodes="4xx,5xx" />
    </ChartPage>
  );
}

function StatusTable() {
  const endpoints = useEndpoints();
  const answer = useMetrics({ metrics: ['requests'], dimensions: ['endpoint', 'statusCode'], limit: MOST_ROWS });
  const rows = useMemo(
    () => endpointStatusRows(endpoints.data?.endpoints ?? [], answer.data?.rows ?? []),
    [endpoints.data, answer.data],
  );
  return (
    <TablePanel
      title="Endpoints by status"
      question="Which endpoints fail?"
      state={answer.error !== null || answer.isPending ? answer : endpoints}
      columns={STATUS_COLUMNS}
      rows={rows}
      rowKey={({ endpoint }) => endpoint.id}
      firstSort={{ key: 'errorRate', descending: true }}
      empty={<NoRequestsHere />}
      file="endpoints by status"
      record={({ endpoint, requests, errors, byClass }) => ({ endpoint: endpoint.name, requests, errors, ...byClass })}
      text={({ endpoint }) => endpoint.name}
    />
  );
}
