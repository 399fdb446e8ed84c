import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Role } from '../../../../../src/model/user.ts';
import { Choice } from '../../../components/choice.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { MIN_PASSWORD, NewPasswordInput } from '../../../components/new-password-input.tsx';
import { useCreateUser } from '../../../data/use-users.ts';

const ROLES: Readonly<Record<Role, string>> = { guest: 'Guest', admin: 'Admin' };

export function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('guest');
  const create = useCreateUser();
  return (
    <FormDialog
      title="Add a user"
      submit="Add"
      disabled={username.trim() === '' || password.length < MIN_PASSWORD}
      busy={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={() => create.mutate({ username: username.trim(), password, role }, { onSuccess: onClose })}
    >
      <TextInput
        label="Username"
        autoComplete="off"
        size="sm"
        required
        withAsterisk={false}
        data-autofocus
        maxLength={100}
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <NewPasswordInput label="Password" value={password} onChange={setPassword} />
      <Choice label="Role" options={ROLES} value={role} onChange={setRole} />
    </FormDialog>
  );
}
