import type { ApiUserRecord } from '../../../../../src/api/user-contract.ts';
import type { Role } from '../../../../../src/model/user.ts';
import { showFailure } from '../../../components/toast-store.ts';
import { useChangeUser } from '../../../data/use-users.ts';
import classes from './users.module.css';

/** Takes effect at once, and is taken back when the server refuses. */
export function RoleChoice({ user }: { readonly user: ApiUserRecord }) {
  const { id, username, role, isConfigured, isYou } = user;
  const change = useChangeUser();
  if (isConfigured || isYou) return <span>{role}</span>;
  return (
    <select
      className={classes['select']}
      aria-label={`Role of ${username}`}
      value={change.isPending ? (change.variables.role ?? role) : role}
      disabled={change.isPending}
      onChange={(event) =>
        change.mutate(
          { id, role: event.target.value as Role },
          { onError: (error) => showFailure(`${username} remains ${role}`, error) },
        )
      }
    >
      <option>admin</option>
      <option>guest</option>
    </select>
  );
}
