import { Skeleton } from '@mantine/core';
import type { DatabaseAnswer } from '../../../../src/api/admin-contract.ts';
import { Facts } from '../../components/facts.tsx';
import page from '../../components/page.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { AdminsOnly } from '../../components/states/admins-only.tsx';
import { LoadFailure } from '../../components/states/load-failure.tsx';
import { useIsAdmin } from '../../data/session.ts';
import { useDatabase } from '../../data/use-admin.ts';
import { retentionFacts, sizeFacts } from './database-facts.tsx';
import { EndpointTable } from './endpoint-table.tsx';
import { PrunePanel } from './prune-panel.tsx';
import { TableTable } from './table-table.tsx';

export function Page() {
  const isAdmin = useIsAdmin();
  return (
    <div className={page['page']}>
      <PageHeader title="Database management" />
      {isAdmin ? <Database /> : <AdminsOnly what="the database" />}
    </div>
  );
}

function Database() {
  const database = useDatabase({ enabled: true });
  const { data, error } = database;
  if (data === undefined && error !== null) {
    return <LoadFailure what="The database" error={error} retry={() => void database.refetch()} />;
  }
  if (data === undefined) return <Skeleton height={480} />;
  return <Loaded database={data} />;
}

function Loaded({ database }: { readonly database: DatabaseAnswer }) {
  return (
    <>
      <div className={page['pair']}>
        <Facts title="Size" question="How large is it, and how fast does it grow?" facts={sizeFacts(database)} />
        <Facts
          title="Retention"
          question="How long is what kept? Set by the option “retention” where the dashboard is bound, in the environment or a file."
          facts={retentionFacts(database)}
        />
      </div>
      <PrunePanel database={database} />
      <TableTable tables={database.tables} />
      <EndpointTable />
    </>
  );
}
