import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ApiUserRecord } from '../../../../../src/api/user-contract.ts';
import { useShell } from '../../../components/shell/shell-state.ts';
import { EmptyState } from '../../../components/states/empty-state.tsx';
import { TablePanel } from '../../../components/table/table-panel.tsx';
import { useUsers } from '../../../data/use-users.ts';
import { type Asked, userColumns } from './user-columns.tsx';

const AddDialog = lazy(() => import('./add-dialog.tsx').then(({ AddDialog }) => ({ default: AddDialog })));
const PasswordDialog = lazy(() =>
  import('./password-dialog.tsx').then(({ PasswordDialog }) => ({ default: PasswordDialog })),
);
const RemoveDialog = lazy(() => import('./remove-dialog.tsx').then(({ RemoveDialog }) => ({ default: RemoveDialog })));

/** Who may sign in, and as what. */
export function UserTable() {
  const users = useUsers();
  const [isAdding, add] = useState(false);
  const [asked, ask] = useState<Asked | null>(null);
  const { show } = useShell();
  const columns = useMemo(() => userColumns({ ask, askOwn: () => show('password') }), [show]);
  const close = (): void => ask(null);
  return (
    <>
      <TablePanel<ApiUserRecord>
        title="Users"
        question="Who may sign in? Admins change things; guests only look, and see no headers, environment or configuration."
        state={users}
        columns={columns}
        rows={users.data?.users ?? []}
        rowKey={({ id }) => id}
        firstSort={{ key: 'username', descending: false }}
        empty={<EmptyState title="No user yet">The host app decides who may come in.</EmptyState>}
        file="users"
        record={({ username, role, hasPassword, isConfigured }) => ({
          username,
          role,
          hasPassword: String(hasPassword),
          isConfigured: String(isConfigured),
        })}
        controls={
          <Button
            size="xs"
            variant="default"
            leftSection={<IconUserPlus size={14} stroke={1.8} aria-hidden />}
            onClick={() => add(true)}
          >
            Add a user…
          </Button>
        }
      />
      <Suspense>
        {isAdding && <AddDialog onClose={() => add(false)} />}
        {asked?.what === 'password' && <PasswordDialog user={asked.user} onClose={close} />}
        {asked?.what === 'remove' && <RemoveDialog user={asked.user} onClose={close} />}
      </Suspense>
    </>
  );
}
