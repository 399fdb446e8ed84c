import { AdminsOnly } from '../../components/states/admins-only.tsx';
import { useIsAdmin } from '../../data/session.ts';
import { OptionTable } from './option-table.tsx';

export function Tab() {
  return useIsAdmin() ? <OptionTable /> : <AdminsOnly what="the configuration" />;
}
