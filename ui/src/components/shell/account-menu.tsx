import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../../data/api-client.ts';
import { useUser } from '../../data/session.ts';
import classes from './account-menu.module.css';
import { useShell } from './shell-state.ts';

const SCHEMES = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function AccountMenu() {
  const user = useUser();
  const { show } = useShell();
  const leave = useSignOut();
  // Switching transitions off for the change would need a style element.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label="Account and theme">
          <IconUser size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
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
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.6} />} onClick={() => show('help')}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={() => void leave()}>
          Log out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    // A session that is already over cannot be ended; the login page is right in both cases.
    await signOut().catch(() => undefined);
    queryClient.clear();
    await navigate({ to: '/login' } as never);
  };
}
