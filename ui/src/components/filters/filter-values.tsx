import { Menu, Skeleton } from '@mantine/core';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { FILTER_LABELS, type FilterName, filterText, NONE } from '../../data/filters.ts';
import { instanceName } from '../../data/instance-name.ts';
import { useInstances } from '../../data/use-admin.ts';
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
  const instances = useInstances().data?.instances ?? [];
  return (
    <div className={classes['values']}>
      <MenuGroup label={FILTER_LABELS[name]}>
        {values === undefined && <Skeleton height={32} m={8} />}
        {values?.length === 0 && <p className={classes['nothing']}>None in this time range</p>}
        {values?.slice(0, MOST_VALUES).map((value) => (
          <Menu.Item key={value} closeMenuOnClick onClick={() => setFilter(name, value)}>
            <span className={classes['option']}>
              {name === 'instance' ? instanceName(instances, value) : filterText(name, value)}
            </span>
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
  const instances = useInstances();
  const codes = useMetrics({ metrics: ['requests'], dimensions: ['statusCode'], enabled: name === 'statusCode' });
  switch (name) {
    case 'version':
      return versions.data?.versions.map(({ version }) => version);
    case 'group':
      return withNone(groups.data?.groups.map(({ group }) => group));
    case 'ip':
      return withNone(ips.data?.ips.map(({ ip }) => ip));
    case 'statusCode':
      return codes.data === undefined
        ? undefined
        : [...STATUS_CLASSES, ...codes.data.rows.map((row) => String(row.statusCode)).sort()];
    case 'instance':
      return instances.data?.instances.flatMap(({ number }) => number ?? []).map(String);
    case 'method':
      return [...new Set(endpoints.map(({ method }) => method))].sort();
  }
}

/** Before the others, of which only so many are shown. */
function withNone(values: readonly string[] | undefined): readonly string[] | undefined {
  return values === undefined ? undefined : [NONE, ...values];
}
