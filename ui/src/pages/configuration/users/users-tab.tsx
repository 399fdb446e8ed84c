import { AdminsOnly } from '../../../components/states/admins-only.tsx';
import { useIsAdmin } from '../../../data/session.ts';
import { UserTable } from './user-table.tsx';

export function Tab() {
  return useIsAdmin() ? <UserTable /> : <AdminsOnly what="the users" />;
}
