import { Button } from '@mantine/core';
import type { ApiUserRecord } from '../../../../../src/api/user-contract.ts';
import type { Column } from '../../../components/table/column.ts';
import { RoleChoice } from './role-choice.tsx';
import classes from './users.module.css';

export interface Asked {
  readonly what: 'password' | 'remove';
  readonly user: ApiUserRecord;
}

interface Asking {
  readonly ask: (asked: Asked) => void;
  /** For the own password. */
  readonly askOwn: () => void;
}

export function userColumns(asking: Asking): readonly Column<ApiUserRecord>[] {
  return [
    {
      key: 'username',
      header: 'User',
      width: 180,
      grows: true,
      sortValue: ({ username }) => username,
      cell: ({ username, isYou }) => (
        <>
          {username} {isYou && <span className={classes['you']}>you</span>}
        </>
      ),
    },
    {
      key: 'role',
      header: 'Role',
      hint: 'A changed role ends the sessions of the user',
      width: 120,
      sortValue: ({ role }) => role,
      cell: (user) => <RoleChoice user={user} />,
    },
    {
      key: 'signsIn',
      header: 'Signs in',
      width: 240,
      sortValue: signsIn,
      cell: (user) => <span className={classes['quiet']}>{signsIn(user)}</span>,
    },
    {
      key: 'actions',
      header: 'Change',
      width: 200,
      align: 'right',
      cell: (user) => <Actions user={user} {...asking} />,
    },
  ];
}

function signsIn({ hasPassword, isConfigured }: ApiUserRecord): string {
  if (isConfigured) return 'by the password of the settings';
  return hasPassword ? 'by password' : 'by login link only';
}

function Actions({ user, ask, askOwn }: Asking & { readonly user: ApiUserRecord }) {
  const { username, isConfigured, isYou } = user;
  if (isConfigured) return <span className={classes['quiet']}>set by the settings</span>;
  return (
    <span className={classes['buttons']}>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={isYou ? 'Change your password' : `Set a password for ${username}`}
        onClick={() => (isYou ? askOwn() : ask({ what: 'password', user }))}
      >
        Password…
      </Button>
      {!isYou && (
        <Button
          variant="default"
          size="compact-xs"
          aria-label={`Delete ${username}`}
          onClick={() => ask({ what: 'remove', user })}
        >
          Delete…
        </Button>
      )}
    </span>
  );
}
