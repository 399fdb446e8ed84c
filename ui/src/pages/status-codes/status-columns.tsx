import { ErrorRate } from '../../components/figures.tsx';
import type { Column } from '../../components/table/column.ts';
import { CountCell, EndpointCell, FigureCell } from '../../components/table/link-cell.tsx';
import { type EndpointStatusRow, STATUS_CLASSES } from './endpoint-status-rows.ts';

const TAB = '/status_code_distribution';

export const STATUS_COLUMNS: readonly Column<EndpointStatusRow>[] = [
  {
    key: 'endpoint',
    header: 'Endpoint',
    width: 220,
    grows: true,
    sortValue: ({ endpoint }) => endpoint.name,
    cell: ({ endpoint }) => <EndpointCell endpoint={endpoint} tab={TAB} />,
  },
  {
    key: 'requests',
    header: 'Requests',
    width: 92,
    align: 'right',
    sortValue: ({ requests }) => requests,
    cell: ({ endpoint, requests }) => <CountCell count={requests} to={`/endpoint/${endpoint.id}${TAB}`} />,
  },
  ...STATUS_CLASSES.map(
    (name): Column<EndpointStatusRow> => ({
      key: name,
      header: name,
      width: 78,
      align: 'right',
      sortValue: ({ byClass }) => byClass[name],
      cell: ({ endpoint, byClass }) => (
        <CountCell count={byClass[name]} to={`/endpoint/${endpoint.id}${TAB}`} search={{ statusCode: name }} />
      ),
    }),
  ),
  {
    key: 'errorRate',
    header: 'Errors',
    hint: 'Share of requests answered with a 4xx or 5xx status',
    width: 86,
    align: 'right',
    sortValue: ({ errors, requests }) => errors / requests,
    cell: ({ endpoint, errors, requests }) => (
      <FigureCell requests={requests} to={`/endpoint/${endpoint.id}${TAB}`} isAside>
        <ErrorRate value={errors / requests} requests={requests} expected={endpoint.route === '(unmatched)'} />
      </FigureCell>
    ),
  },
];
