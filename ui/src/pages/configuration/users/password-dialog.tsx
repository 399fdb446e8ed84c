import { useState } from 'react';
import type { ApiUserRecord } from '../../../../../src/api/user-contract.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { MIN_PASSWORD, NewPasswordInput } from '../../../components/new-password-input.tsx';
import { useChangeUser } from '../../../data/use-users.ts';

interface PasswordDialogProps {
  readonly user: ApiUserRecord;
  readonly onClose: () => void;
}

/** For somebody who has forgotten theirs. */
export function PasswordDialog({ user: { id, username }, onClose }: PasswordDialogProps) {
  const [password, setPassword] = useState('');
  const change = useChangeUser();
  return (
    <FormDialog
      title={`Set a password for ${username}`}
      submit="Set it"
      disabled={password.length < MIN_PASSWORD}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={() => change.mutate({ id, password }, { onSuccess: onClose })}
    >
      <NewPasswordInput label="New password" value={password} onChange={setPassword} />
    </FormDialog>
  );
}
