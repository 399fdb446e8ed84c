import page from '../../components/page.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { AdminsOnly } from '../../components/states/admins-only.tsx';
import { useIsAdmin } from '../../data/session.ts';
import { DeploymentFacts } from './deployment-facts.tsx';
import { OptionTable } from './option-table.tsx';
import { TokenPanel } from './tokens/token-panel.tsx';
import { VersionTable } from './version-table.tsx';

export function Page() {
  const isAdmin = useIsAdmin();
  return (
    <div className={page['page']}>
      <PageHeader title="Configuration" />
      {isAdmin ? <OptionTable /> : <AdminsOnly what="the configuration" />}
      {isAdmin && <TokenPanel />}
      <div className={page['pair']}>
        <DeploymentFacts />
        <VersionTable />
      </div>
    </div>
  );
}
