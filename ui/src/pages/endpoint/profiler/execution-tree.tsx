import { Button, Skeleton } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { ApiProfile, ApiProfileLine } from '../../../../../src/api/contract.ts';
import { KindKey } from '../../../code/kind-bar.tsx';
import { lineTree } from '../../../code/line-tree.ts';
import { ProfileNotes } from '../../../code/profile-notes.tsx';
import { useOpenLines } from '../../../code/use-open-lines.ts';
import type { TreeRow } from '../../../code/visible-rows.ts';
import { LoadFailure } from '../../../components/states/load-failure.tsx';
import { DataTable } from '../../../components/table/data-table.tsx';
import { fileAddresses } from '../../../data/details-client.ts';
import { useProfile } from '../../../data/use-details.ts';
import { formatDuration } from '../../../format/duration.ts';
import classes from '../details/details.module.css';
import { FileLinks } from '../details/file-links.tsx';
import { treeColumns } from './tree-columns.tsx';

/** Where the time of one request went, line by line. */
export function ExecutionTree({ requestId }: { readonly requestId: number }) {
  const profile = useProfile(requestId);
  if (profile.data !== undefined) return <Tree profile={profile.data} />;
  if (profile.error === null) return <Skeleton height={240} />;
  return <LoadFailure what="The profile" error={profile.error} retry={() => void profile.refetch()} />;
}

function Tree({ profile }: { readonly profile: ApiProfile }) {
  const { requestId, durationMillis: whole, lines, version } = profile;
  const roots = useMemo(() => lineTree(lines), [lines]);
  const share = useCallback(
    ({ durationMillis }: ApiProfileLine) => durationMillis / Math.max(whole, Number.MIN_VALUE),
    [whole],
  );
  const { rows, toggle, expandAll, hideAll } = useOpenLines(roots, share);
  const columns = useMemo(() => treeColumns({ whole, version, toggle }), [whole, version, toggle]);
  return (
    <div className={classes['panel']}>
      <div className={classes['tools']}>
        <KindKey times={profile.byKind} />
        <div className={classes['buttons']}>
          <Button size="xs" variant="default" onClick={expandAll}>
            Expand all
          </Button>
          <Button size="xs" variant="default" onClick={hideAll}>
            Hide all
          </Button>
          {requestId !== null && <FileLinks address={(format) => fileAddresses.profile(requestId, format)} />}
        </div>
      </div>
      <ProfileNotes notes={profile.notes} isTruncated={profile.isTruncated} />
      <DataTable<TreeRow<ApiProfileLine>>
        label={`Lines of request ${requestId}`}
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        sort={IN_ORDER}
        onSort={() => {}}
        maxHeight="640px"
        empty={null}
      />
      <p className={classes['foot']}>{footText(profile)}</p>
    </div>
  );
}

/** Lines stay in the order in which they ran. */
const IN_ORDER = { key: '', descending: false };

function footText({ samples, samplingPeriodMillis, costMillis }: ApiProfile): string {
  const cost = `Profiling this request cost ${formatDuration(costMillis)} of the app’s thread.`;
  if (samplingPeriodMillis === null) return cost;
  return `${samples} CPU ${samples === 1 ? 'sample' : 'samples'}, one every ${formatDuration(samplingPeriodMillis)}; waiting is measured. ${cost}`;
}
