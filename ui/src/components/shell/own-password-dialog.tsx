import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useChangeOwnPassword } from '../../data/use-users.ts';
import { FormDialog } from '../form-dialog.tsx';
import { MIN_PASSWORD, NewPasswordInput } from '../new-password-input.tsx';
import { useShell } from './shell-state.ts';

/** Of whoever is signed in. This session goes on, others end. */
export function OwnPasswordDialog() {
  const { show } = useShell();
  const [current, setCurrent] = useState('');
  const [chosen, choose] = useState('');
  const change = useChangeOwnPassword();
  return (
    <FormDialog
      title="Change your password"
      submit="Change it"
      disabled={chosen.length < MIN_PASSWORD}
      busy={change.isPending}
      error={change.error}
      onClose={() => show(null)}
      onSubmit={() => change.mutate({ currentPassword: current, newPassword: chosen }, { onSuccess: () => show(null) })}
    >
      <PasswordInput
        label="Current password"
        description="Leave it empty if you came by a login link and have none"
        autoComplete="current-password"
        size="sm"
        data-autofocus
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': 'Show current password' }}
      />
      <NewPasswordInput label="New password" value={chosen} onChange={choose} />
    </FormDialog>
  );
}
