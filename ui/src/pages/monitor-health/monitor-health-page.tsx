import { Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { StatusAnswer } from '../../../../src/api/contract.ts';
import { Facts } from '../../components/facts.tsx';
import page from '../../components/page.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { LoadFailure } from '../../components/states/load-failure.tsx';
import { useStatus } from '../../data/use-status.ts';
import { databaseFacts, flushFacts, queueFacts, recordFacts } from './health-facts.tsx';
import { InstanceTable } from './instance-table.tsx';
import classes from './monitor-health.module.css';
import { profilingFacts } from './profiling-facts.ts';

export function Page() {
  const status = useStatus();
  const { data, error } = status;
  return (
    <div className={page['page']}>
      <PageHeader title="Monitor health" />
      {data === undefined && error !== null && (
        <LoadFailure what="The monitor’s health" error={error} retry={() => void status.refetch()} />
      )}
      {status.isPending && <Skeleton height={420} />}
      {data !== undefined && <Health status={data} />}
      <InstanceTable />
    </div>
  );
}

function Health({ status }: { readonly status: StatusAnswer }) {
  return (
    <>
      <Verdict status={status} />
      <div className={page['pair']}>
        <Facts title="Records" question="Is anything lost?" facts={recordFacts(status)} />
        <Facts title="Waiting" question="Is the database keeping up?" facts={queueFacts(status)} />
        <Facts title="Writing" question="Does the worker work?" facts={flushFacts(status)} />
        <Facts title="Where" question="Which process answers, and where is the data?" facts={databaseFacts(status)} />
        <Facts title="Profiling" question="What do outliers and profiles cost?" facts={profilingFacts(status)} />
      </div>
    </>
  );
}

function Verdict({ status: { state, records } }: { readonly status: StatusAnswer }) {
  const isWell = state === 'ok' && records.droppedTotal === 0;
  const Icon = isWell ? IconCircleCheck : IconAlertTriangle;
  return (
    <p className={classes['verdict']} role="status" data-state={isWell ? 'ok' : state === 'ok' ? 'warning' : 'error'}>
      <Icon size={18} stroke={1.6} aria-hidden />
      {isWell && 'Everything that was recorded is stored or about to be.'}
      {state !== 'ok' && 'The monitor works with problems. Your app is not affected.'}
      {!isWell && state === 'ok' && 'The monitor works, but has lost records since it started.'}
    </p>
  );
}
