import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { LoginBody } from '../../../../src/api/contract.ts';
import { BASE_PATH } from '../../data/mount.ts';
import { startSession } from '../../data/session.ts';
import { useUrlSearch } from '../../data/use-view.ts';
import { signIn } from '../../data/user-client.ts';
import { START_PATH } from '../page-table.ts';
import classes from './login.module.css';
import { explainFailure } from './login-failure.ts';
import { nextAddress } from './next-address.ts';

export function LoginForm() {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const login = useLogin();
  useLoginLink(login.mutate);
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        login.mutate({ username, password });
      }}
    >
      <TextInput
        label="Username"
        name="username"
        autoComplete="username"
        size="md"
        required
        withAsterisk={false}
        autoFocus
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        size="md"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
      />
      {login.error !== null && (
        <div className={classes['notice']} role="alert">
          {explainFailure(login.error, login.variables?.token !== undefined)}
        </div>
      )}
      <Button type="submit" size="md" loading={login.isPending}>
        Log in
      </Button>
    </form>
  );
}

function useLogin() {
  const queryClient = useQueryClient();
  const router = useRouter();
  const [search] = useUrlSearch();
  return useMutation({
    mutationFn: (body: LoginBody) => signIn(body),
    onSuccess(session) {
      startSession(queryClient, session);
      router.history.replace(nextAddress(search['next'], BASE_PATH) ?? `${BASE_PATH}${START_PATH}`);
    },
  });
}

/** A one-time link signs in by itself. Its token leaves the address first, so that it stays in no history. */
function useLoginLink(signInWith: (body: LoginBody) => void): void {
  const [search, change] = useUrlSearch();
  const token = search['token'];
  const used = useRef<string | null>(null);
  useEffect(() => {
    if (token === undefined || used.current === token) return;
    used.current = token;
    change({ token: undefined }, { replace: true });
    signInWith({ token });
  }, [token, change, signInWith]);
}
