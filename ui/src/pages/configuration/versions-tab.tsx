import page from '../../components/page.module.css';
import { DeploymentFacts } from './deployment-facts.tsx';
import { VersionTable } from './version-table.tsx';

export function Tab() {
  return (
    <div className={page['pair']}>
      <DeploymentFacts />
      <VersionTable />
    </div>
  );
}
