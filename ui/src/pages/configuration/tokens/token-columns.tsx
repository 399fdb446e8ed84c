import { Button } from '@mantine/core';
import type { ApiTokenAnswer } from '../../../../../src/api/token-contract.ts';
import type { Column } from '../../../components/table/column.ts';
import { timeColumn } from '../../../components/table/time-column.tsx';
import { formatMinute } from '../../../format/time.ts';
import classes from './tokens.module.css';

interface TokenColumnsOptions {
  readonly zone: string;
  readonly revoke: (token: ApiTokenAnswer) => void;
}

export function tokenColumns({ zone, revoke }: TokenColumnsOptions): readonly Column<ApiTokenAnswer>[] {
  return [
    {
      key: 'name',
      header: 'Name',
      width: 160,
      grows: true,
      sortValue: ({ name }) => name,
      cell: ({ name }) => <span title={name}>{name}</span>,
    },
    {
      key: 'scopes',
      header: 'Scopes',
      width: 130,
      sortValue: ({ scopes }) => scopes.join(' '),
      cell: ({ scopes }) => <code className={classes['scopes']}>{scopes.join(' ')}</code>,
    },
    timeColumn({
      key: 'lastUsed',
      header: 'Last used',
      hint: 'To the minute',
      width: 110,
      timeOf: ({ lastUsedAt }) => lastUsedAt,
    }),
    {
      key: 'expires',
      header: 'Expires',
      width: 184,
      align: 'right',
      sortValue: ({ expiresAt }) => expiresAt,
      cell: (token) => <Expiry token={token} zone={zone} />,
    },
    {
      key: 'created',
      header: 'Made by',
      width: 140,
      sortValue: ({ createdBy }) => createdBy,
      cell: ({ createdBy, createdAt }) => <span title={formatMinute(Date.parse(createdAt), zone)}>{createdBy}</span>,
    },
    {
      key: 'actions',
      header: 'Change',
      width: 112,
      align: 'right',
      cell: (token) => (
        <Button variant="default" size="compact-xs" aria-label={`Revoke ${token.name}`} onClick={() => revoke(token)}>
          Revoke…
        </Button>
      ),
    },
  ];
}

function Expiry({ token: { expiresAt, isExpired }, zone }: { readonly token: ApiTokenAnswer; readonly zone: string }) {
  if (expiresAt === null) return <span className={classes['none']}>never</span>;
  const text = formatMinute(Date.parse(expiresAt), zone);
  return isExpired ? (
    <span className={classes['expired']} title={text}>
      expired
    </span>
  ) : (
    text
  );
}
