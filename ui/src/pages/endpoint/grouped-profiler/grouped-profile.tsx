import { useCallback, useMemo, useState } from 'react';
import type { ApiGroupedLine, GroupedProfileAnswer } from '../../../../../src/api/contract.ts';
import { type LineNode, lineTree } from '../../../code/line-tree.ts';
import { findNode } from '../../../code/visible-rows.ts';
import { useUrlSearch } from '../../../data/use-view.ts';
import { GroupedHeader } from './grouped-header.tsx';
import classes from './grouped-profiler.module.css';
import { GroupedTable } from './grouped-table.tsx';
import { LineSummary } from './line-summary.tsx';
import { FlameCard, SunburstCard } from './tree-charts.tsx';

export type GroupedNode = LineNode<ApiGroupedLine>;

/** One line, wherever it is shown. */
export interface LinePointing {
  readonly pointed: string | null;
  readonly chosen: string | null;
  readonly onPoint: (key: string | null) => void;
  readonly onChoose: (key: string) => void;
}

/** The merged tree as a table, a sunburst and a flame graph, in which the same line is pointed at and chosen. */
export function GroupedProfile({ profile }: { readonly profile: GroupedProfileAnswer }) {
  const roots = useMemo(() => lineTree(profile.lines), [profile.lines]);
  const pointing = useLinePointing();
  const read = findNode(roots, pointing.pointed ?? pointing.chosen);
  const parts = { profile, roots, pointing };
  return (
    <>
      <GroupedHeader profile={profile} />
      <div className={classes['charts']}>
        <SunburstCard {...parts} />
        <FlameCard {...parts} />
        <LineSummary profile={profile} node={read} />
      </div>
      <GroupedTable {...parts} />
    </>
  );
}

const PARAMETER = 'line';

/** The chosen line is in the URL; choosing it again lets it go. */
function useLinePointing(): LinePointing {
  const [search, change] = useUrlSearch();
  const [pointed, onPoint] = useState<string | null>(null);
  const chosen = search[PARAMETER] ?? null;
  const onChoose = useCallback(
    (key: string) => change({ [PARAMETER]: key === chosen ? undefined : key }, { replace: true }),
    [change, chosen],
  );
  return useMemo(() => ({ pointed, chosen, onPoint, onChoose }), [pointed, chosen, onChoose]);
}
