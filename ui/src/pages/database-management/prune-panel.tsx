import { Button, Loader } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { ApiMaintenance, DatabaseAnswer, PruneAnswer } from '../../../../src/api/admin-contract.ts';
import { TimeAgo } from '../../components/time-ago.tsx';
import { showFailure } from '../../components/toast-store.ts';
import { useCancelPrune, usePreviewPrune, useStartPrune } from '../../data/use-admin.ts';
import { useZone } from '../../data/zone.ts';
import { formatMinute } from '../../format/time.ts';
import classes from './database-management.module.css';
import { hasRows, outcomeText, removedText, rowsText } from './maintenance-text.ts';

const ConfirmDialog = lazy(() =>
  import('../../components/confirm-dialog.tsx').then((module) => ({ default: module.ConfirmDialog })),
);

/** Removes what is too old now rather than at the next full hour; says before what would go, and meanwhile how far it is. */
export function PrunePanel({ database }: { readonly database: DatabaseAnswer }) {
  const preview = usePreviewPrune();
  const start = useStartPrune();
  const [asking, setAsking] = useState(false);
  const { running, lastPrune, nextPruneAt } = database;
  const zone = useZone();
  const prune = (): void => {
    setAsking(false);
    preview.reset();
    start.mutate(undefined, { onError: (error) => showFailure('Pruning has not begun', error) });
  };
  return (
    <section className={classes['panel']} aria-labelledby="prune-title">
      <header className={classes['header']}>
        <div>
          <h2 className={classes['title']} id="prune-title">
            Prune
          </h2>
          <p className={classes['question']}>
            Removes what is older than retention allows. This happens by itself, too.
          </p>
        </div>
        <div className={classes['actions']}>
          <Button
            variant="default"
            size="xs"
            loading={preview.isPending}
            onClick={() => preview.mutate(undefined, { onError: (error) => showFailure('No preview', error) })}
          >
            Preview
          </Button>
          <Button size="xs" disabled={running !== null} loading={start.isPending} onClick={() => setAsking(true)}>
            Prune now
          </Button>
        </div>
      </header>
      <dl className={classes['facts']}>
        <dt>Would go now</dt>
        <dd>
          <span role="status">{previewText(preview.data)}</span>
        </dd>
        <dt>Under way</dt>
        <dd>{running === null ? 'nothing' : <Running run={running} />}</dd>
        <dt>Last time</dt>
        <dd>{lastPrune === null ? 'never' : <LastRun run={lastPrune} />}</dd>
        <dt>Next time</dt>
        <dd>{nextPruneAt === null ? 'soon' : formatMinute(Date.parse(nextPruneAt), zone)}</dd>
      </dl>
      <Suspense>
        {asking && (
          <ConfirmDialog
            title="Prune now?"
            confirm="Prune now"
            busy={start.isPending}
            onConfirm={prune}
            onClose={() => setAsking(false)}
          >
            {preview.data?.removes ? (
              <>
                <strong>{previewText(preview.data)}</strong> will be removed for good.
              </>
            ) : (
              'What is older than retention allows will be removed for good. The preview says how much that is.'
            )}
          </ConfirmDialog>
        )}
      </Suspense>
    </section>
  );
}

function previewText(preview: PruneAnswer | undefined): string {
  const removes = preview?.removes;
  if (!removes) return 'press Preview to count';
  return hasRows(removes) ? rowsText(removes) : 'nothing';
}

function Running({ run }: { readonly run: ApiMaintenance }) {
  const cancel = useCancelPrune();
  return (
    <span className={classes['running']}>
      <Loader size={14} aria-hidden />
      {run.kind}, {removedText(run)} so far
      {run.kind === 'prune' && (
        <Button
          variant="default"
          size="compact-xs"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(undefined, { onError: (error) => showFailure('It was not cancelled', error) })}
        >
          Cancel
        </Button>
      )}
    </span>
  );
}

function LastRun({ run }: { readonly run: ApiMaintenance }) {
  return (
    <>
      {outcomeText(run)}: {removedText(run)}, <TimeAgo time={run.endedAt} />
    </>
  );
}
