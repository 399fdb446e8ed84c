import { Skeleton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { comparisonLabel } from '../../data/comparison.ts';
import { useBlocked } from '../../data/use-blocked.ts';
import { useRegressions } from '../../data/use-regressions.ts';
import { useStatus } from '../../data/use-status.ts';
import { useView } from '../../data/use-view.ts';
import { useZone } from '../../data/zone.ts';
import { type AttentionItem, endpointAttention, monitorAttention } from './attention.ts';
import { AttentionRow } from './attention-item.tsx';
import classes from './attention-list.module.css';
import { blockedAttention } from './blocked-attention.ts';
import { regressionAttention, withoutKnown } from './regression-attention.ts';
import type { Overview } from './use-overview.ts';

const MOST_ITEMS = 5;

export function AttentionList({ overview }: { readonly overview: Overview }) {
  const { comparison } = useView();
  const [all, setAll] = useState(false);
  const { items, known } = useAttention(overview);
  const [showsKnown, setShowsKnown] = useState(false);
  const label = comparisonLabel(comparison.kind === 'none' ? { kind: 'previous' } : comparison);
  const knownButton = known.length > 0 && (
    <button type="button" className={classes['more']} onClick={() => setShowsKnown(!showsKnown)}>
      {showsKnown ? 'Hide acknowledged' : `Show ${known.length} acknowledged`}
    </button>
  );
  const shown = [...(all ? items : items.slice(0, MOST_ITEMS)), ...(showsKnown ? known : [])];
  if (overview.isPending) return <Skeleton height={46} />;
  // Quiet would be a lie; the table below says what failed.
  if (overview.error !== null && items.length === 0) return null;
  if (shown.length === 0) {
    return (
      <section className={classes['quiet']} aria-label="Needs attention">
        <IconCircleCheck size={18} stroke={1.6} aria-hidden />
        <span>Nothing needs attention</span>
        <span className={classes['note']}>compared with {label}</span>
        {knownButton}
      </section>
    );
  }
  return (
    <section className={classes['panel']} aria-labelledby="attention-title">
      <header className={classes['header']}>
        <h2 className={classes['title']} id="attention-title">
          Needs attention
        </h2>
        <span className={classes['note']}>compared with {label}, worst first</span>
      </header>
      <ol className={classes['list']}>
        {shown.map((item) => (
          <AttentionRow key={item.key} item={item} />
        ))}
      </ol>
      {items.length > MOST_ITEMS && (
        <button type="button" className={classes['more']} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${items.length}`}
        </button>
      )}
      {knownButton}
    </section>
  );
}

interface Attention {
  /** Worst first. */
  readonly items: readonly AttentionItem[];
  /** Somebody said that they know. */
  readonly known: readonly AttentionItem[];
}

function useAttention({ rows, baseline }: Overview): Attention {
  const status = useStatus();
  const blocked = useBlocked();
  const regressions = useRegressions();
  const zone = useZone();
  const names = useMemo(() => new Map(rows.map(({ endpoint }) => [endpoint.id, endpoint.name])), [rows]);
  const open = (regressions.data?.regressions ?? []).filter(({ endpointId }) => names.has(endpointId));
  const ofRegressions = regressionAttention(open, zone);
  const ranked = [
    ...withoutKnown(endpointAttention(rows, baseline), open),
    ...blockedAttention(blocked.data?.findings ?? [], names),
    ...ofRegressions.filter(({ regression }) => regression?.acknowledgedAt === null),
  ].sort((left, right) => right.weight - left.weight);
  return {
    items: [...monitorAttention(status.data), ...ranked],
    known: ofRegressions.filter(({ regression }) => regression?.acknowledgedAt !== null),
  };
}
