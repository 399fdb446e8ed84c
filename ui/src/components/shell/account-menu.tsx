import { ActionIcon, Popover, useMantineColorScheme } from '@mantine/core';
import { IconKey, IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useUser } from '../../data/session.ts';
import { signOut } from '../../data/user-client.ts';
import classes from './account-menu.module.css';
import { useShell } from './shell-state.ts';

const SCHEMES = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function AccountMenu() {
  const [isOpen, setOpen] = useState(false);
  const user = useUser();
  const { show } = useShell();
  const leave = useSignOut();
  // Switching transitions off for the change would need a style element.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Popover position="bottom-end" width={250} opened={isOpen} onChange={setOpen} trapFocus returnFocus withRoles>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label="Account and theme" onClick={() => setOpen(!isOpen)}>
          <IconUser size={18} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label="Account and theme">
        {user !== null && (
          <div className={classes['user']}>
            <span className={classes['name']}>{user.username}</span>
            <span className={classes['role']}>{user.role}</span>
          </div>
        )}
        <div className={classes['theme']}>
          <span className={classes['label']}>Theme</span>
          <select
            className={classes['select']}
            aria-label="Theme"
            value={colorScheme}
            onChange={(event) => setColorScheme(event.target.value as 'auto' | 'light' | 'dark')}
          >
            {SCHEMES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <button
          type="button"
          className={classes['action']}
          onClick={() => {
            setOpen(false);
            show('help');
          }}
        >
          <IconKeyboard size={16} stroke={1.6} aria-hidden />
          Keyboard shortcuts
        </button>
        <button
          type="button"
          className={classes['action']}
          onClick={() => {
            setOpen(false);
            show('password');
          }}
        >
          <IconKey size={16} stroke={1.6} aria-hidden />
          Change your password
        </button>
        <button type="button" className={classes['action']} onClick={() => void leave()}>
          <IconLogout size={16} stroke={1.6} aria-hidden />
          Log out
        </button>
      </Popover.Dropdown>
    </Popover>
  );
}

function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    // Away from all that asks first: questions of a session that has ended would be refused.
    await navigate({ to: '/login' } as never);
    // A session that is already over cannot be ended; the login page is right in both cases.
    await signOut().catch(() => undefined);
    queryClient.clear();
  };
}
