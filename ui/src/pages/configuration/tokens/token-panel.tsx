import { Button } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ApiTokenAnswer } from '../../../../../src/api/token-contract.ts';
import { EmptyState } from '../../../components/states/empty-state.tsx';
import { TablePanel } from '../../../components/table/table-panel.tsx';
import { useTokens } from '../../../data/use-tokens.ts';
import { useZone } from '../../../data/zone.ts';
import { tokenColumns } from './token-columns.tsx';

const CreateDialog = lazy(() => import('./create-dialog.tsx').then(({ CreateDialog }) => ({ default: CreateDialog })));
const RevokeDialog = lazy(() => import('./revoke-dialog.tsx').then(({ RevokeDialog }) => ({ default: RevokeDialog })));

const BY_NAME = { key: 'name', descending: false } as const;

/** Which programs may read or change what, and until when. For admins. */
export function TokenPanel() {
  const tokens = useTokens();
  const zone = useZone();
  const [asked, ask] = useState<'create' | ApiTokenAnswer | null>(null);
  const columns = useMemo(() => tokenColumns({ zone, revoke: ask }), [zone]);
  const close = (): void => ask(null);
  return (
    <>
      <TablePanel
        title="API tokens"
        question="Which programs may read or change what, and until when?"
        state={tokens}
        columns={columns}
        rows={tokens.data?.tokens ?? []}
        rowKey={({ id }) => id}
        firstSort={BY_NAME}
        sortParameter="tokens"
        empty={
          <EmptyState title="No token yet">
            A token lets Grafana, Prometheus or a script of yours in without a user: Authorization: Bearer nmd_…
          </EmptyState>
        }
        file="api-tokens"
        record={({ id, scopes, isExpired, ...token }) => ({ ...token, scopes: scopes.join(' ') })}
        controls={
          <Button size="xs" onClick={() => ask('create')}>
            New token…
          </Button>
        }
      />
      <Suspense>
        {asked === 'create' && <CreateDialog onClose={close} />}
        {asked !== null && asked !== 'create' && <RevokeDialog token={asked} onClose={close} />}
      </Suspense>
    </>
  );
}
