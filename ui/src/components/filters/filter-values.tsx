import { Menu, Skeleton } from '@mantine/core';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { FILTER_LABELS, type FilterName } from '../../data/filters.ts';
import { useGroups, useIps, useVersions } from '../../data/use-dimension-values.ts';
import { useMetrics } from '../../data/use-metrics.ts';
import { useViewActions } from '../../data/use-view.ts';
import { MenuGroup } from '../menu-group.tsx';
import classes from './filters.module.css';

interface FilterValuesProps {
  readonly name: FilterName;
  readonly endpoints?: readonly ApiEndpoint[];
}

const MOST_VALUES = 50;
const STATUS_CLASSES = ['2xx', '3xx', '4xx', '5xx'];

/** The values there are, to choose one of. */
export function FilterValues({ name, endpoints = [] }: FilterValuesProps) {
  const { setFilter } = useViewActions();
  const values = useValues(name, endpoints);
  return (
    <div className={classes['values']}>
      <MenuGroup label={FILTER_LABELS[name]}>
        {values === undefined && <Skeleton height={32} m={8} />}
        {values?.length === 0 && <p className={classes['nothing']}>None in this time range</p>}
        {values?.slice(0, MOST_VALUES).map((value) => (
          <Menu.Item key={value} closeMenuOnClick onClick={() => setFilter(name, value)}>
            <span className={classes['option']}>{value}</span>
          </Menu.Item>
        ))}
      </MenuGroup>
    </div>
  );
}

function useValues(name: FilterName, endpoints: readonly ApiEndpoint[]): readonly string[] | undefined {
  const versions = useVersions({ enabled: name === 'version' });
  const groups = useGroups({ enabled: name === 'group' });
  const ips = useIps({ enabled: name === 'ip' });
  const codes = useMetrics({ metrics: ['requests'], dimensions: ['statusCode'], enabled: name === 'statusCode' });
  switch (name) {
    case 'version':
      return versions.data?.versions.map(({ version }) => version);
    case 'group':
      return groups.data?.groups.map(({ group }) => group);
    case 'ip':
      return ips.data?.ips.map(({ ip }) => ip);
    case 'statusCode':
      return codes.data === undefined
        ? undefined
        : [...STATUS_CLASSES, ...codes.data.rows.map((row) => String(row.statusCode)).sort()];
    case 'method':
      return [...new Set(endpoints.map(({ method }) => method))].sort();
  }
}
