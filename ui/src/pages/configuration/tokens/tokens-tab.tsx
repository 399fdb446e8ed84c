import { AdminsOnly } from '../../../components/states/admins-only.tsx';
import { useIsAdmin } from '../../../data/session.ts';
import { TokenPanel } from './token-panel.tsx';

export function Tab() {
  return useIsAdmin() ? <TokenPanel /> : <AdminsOnly what="API tokens" />;
}
