import { IconAlertTriangle, IconClockExclamation } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { viewParameters } from '../../data/view.ts';
import type { AttentionItem } from './attention.ts';
import classes from './attention-list.module.css';
import { RegressionDetails } from './regression-details.tsx';

export function AttentionRow({ item }: { readonly item: AttentionItem }) {
  const Icon = item.severity === 'error' ? IconAlertTriangle : IconClockExclamation;
  return (
    <li className={classes['item']}>
      <span className={classes['icon']} data-severity={item.severity} title={item.severity}>
        <Icon size={16} stroke={1.8} aria-label={item.severity} />
      </span>
      <div className={classes['text']}>
        <Link to={addressOf(item)} search={(item.search ?? viewParameters) as never} className={classes['name']}>
          {item.title}
        </Link>{' '}
        {item.text}
        {item.regression !== undefined && <RegressionDetails regression={item.regression} search={item.search ?? {}} />}
      </div>
    </li>
  );
}

function addressOf({ endpointId, tab }: AttentionItem): string {
  return endpointId === null ? '/monitor_health' : `/endpoint/${endpointId}${tab === undefined ? '' : `/${tab}`}`;
}
