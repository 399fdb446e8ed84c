import { Button } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { EmptyState } from '../../components/states/empty-state.tsx';
import type { Column } from '../../components/table/column.ts';
import { CountCell, EndpointCell } from '../../components/table/link-cell.tsx';
import { TablePanel } from '../../components/table/table-panel.tsx';
import { timeColumn } from '../../components/table/time-column.tsx';
import { useEndpoints } from '../../data/use-endpoints.ts';
import classes from './database-management.module.css';

const RemoveDialog = lazy(() => import('./remove-dialog.tsx').then(({ RemoveDialog }) => ({ default: RemoveDialog })));
const MergeDialog = lazy(() => import('./merge-dialog.tsx').then(({ MergeDialog }) => ({ default: MergeDialog })));

interface Asked {
  readonly what: 'remove' | 'merge';
  readonly endpoint: ApiEndpoint;
}

/** Removes endpoints that are no more, and merges those that were renamed. */
export function EndpointTable() {
  const endpoints = useEndpoints();
  const [asked, ask] = useState<Asked | null>(null);
  const columns = useMemo(() => columnsOf(ask), []);
  const close = (): void => ask(null);
  const all = endpoints.data?.endpoints ?? [];
  return (
    <>
      <TablePanel
        title="Endpoints"
        question="Which can go, and which were only renamed?"
        state={endpoints}
        columns={columns}
        rows={all}
        rowKey={({ id }) => id}
        firstSort={{ key: 'requests', descending: true }}
        sortParameter="endpoints"
        empty={<EmptyState title="No endpoint yet" />}
        file="endpoints"
        record={({ name, requestsOverall, firstSeen, lastRequested }) => ({
          endpoint: name,
          requestsOverall,
          firstSeen,
          lastRequested,
        })}
        text={({ name }) => name}
      />
      <Suspense>
        {asked?.what === 'remove' && <RemoveDialog endpoint={asked.endpoint} onClose={close} />}
        {asked?.what === 'merge' && <MergeDialog endpoint={asked.endpoint} others={all} onClose={close} />}
      </Suspense>
    </>
  );
}

function columnsOf(ask: (asked: Asked) => void): readonly Column<ApiEndpoint>[] {
  return [
    {
      key: 'endpoint',
      header: 'Endpoint',
      width: 220,
      grows: true,
      sortValue: ({ name }) => name,
      cell: (endpoint) => <EndpointCell endpoint={endpoint} />,
    },
    {
      key: 'requests',
      header: 'Overall',
      hint: 'Requests since it was first seen',
      width: 90,
      align: 'right',
      sortValue: ({ requestsOverall }) => requestsOverall,
      cell: ({ id, requestsOverall }) => <CountCell count={requestsOverall} to={`/endpoint/${id}`} />,
    },
    timeColumn({ key: 'firstSeen', header: 'First seen', width: 104, timeOf: ({ firstSeen }) => firstSeen }),
    timeColumn({ key: 'last', header: 'Last request', width: 110, timeOf: ({ lastRequested }) => lastRequested }),
    {
      key: 'actions',
      header: 'Change',
      width: 176,
      align: 'right',
      cell: (endpoint) => (
        <span className={classes['buttons']}>
          <Button
            variant="default"
            size="compact-xs"
            aria-label={`Merge ${endpoint.name}`}
            onClick={() => ask({ what: 'merge', endpoint })}
          >
            Merge…
          </Button>
          <Button
            variant="default"
            size="compact-xs"
            aria-label={`Delete ${endpoint.name}`}
            onClick={() => ask({ what: 'remove', endpoint })}
          >
            Delete…
          </Button>
        </span>
      ),
    },
  ];
}
