import { Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClockExclamation } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { comparisonLabel } from '../../data/comparison.ts';
import { useStatus } from '../../data/use-status.ts';
import { useView } from '../../data/use-view.ts';
import { viewParameters } from '../../data/view.ts';
import { type AttentionItem, endpointAttention, monitorAttention } from './attention.ts';
import classes from './attention-list.module.css';
import type { Overview } from './use-overview.ts';

const MOST_ITEMS = 5;

export function AttentionList({ overview }: { readonly overview: Overview }) {
  const status = useStatus();
  const { comparison } = useView();
  const [all, setAll] = useState(false);
  const items = [...monitorAttention(status.data), ...endpointAttention(overview.rows, overview.baseline)];
  const label = comparisonLabel(comparison.kind === 'none' ? { kind: 'previous' } : comparison);
  if (overview.isPending) return <Skeleton height={46} />;
  // Quiet would be a lie; the table below says what failed.
  if (overview.error !== null && items.length === 0) return null;
  if (items.length === 0) {
    return (
      <section className={classes['quiet']} aria-label="Needs attention">
        <IconCircleCheck size={18} stroke={1.6} aria-hidden />
        <span>Nothing needs attention</span>
        <span className={classes['note']}>compared with {label}</span>
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
        {(all ? items : items.slice(0, MOST_ITEMS)).map((item) => (
          <Item key={item.key} item={item} />
        ))}
      </ol>
      {items.length > MOST_ITEMS && (
        <button type="button" className={classes['more']} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${items.length}`}
        </button>
      )}
    </section>
  );
}

function Item({ item }: { readonly item: AttentionItem }) {
  const Icon = item.severity === 'error' ? IconAlertTriangle : IconClockExclamation;
  return (
    <li className={classes['item']}>
      <span className={classes['icon']} data-severity={item.severity} title={item.severity}>
        <Icon size={16} stroke={1.8} aria-label={item.severity} />
      </span>
      <span className={classes['text']}>
        {item.endpointId === null ? (
          <Link to="/monitor_health" search={viewParameters as never} className={classes['name']}>
            {item.title}
          </Link>
        ) : (
          <Link to={`/endpoint/${item.endpointId}`} search={viewParameters as never} className={classes['name']}>
            {item.title}
          </Link>
        )}{' '}
        {item.text}
      </span>
    </li>
  );
}
