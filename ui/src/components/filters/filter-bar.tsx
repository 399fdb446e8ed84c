import { Button, Menu } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { FILTER_LABELS, FILTER_NAMES, type FilterName, filterText } from '../../data/filters.ts';
import { instanceName } from '../../data/instance-name.ts';
import { useInstances } from '../../data/use-admin.ts';
import { useView, useViewActions } from '../../data/use-view.ts';
import { FilterValues } from './filter-values.tsx';
import classes from './filters.module.css';

interface FilterBarProps {
  /** Gives the methods to choose from; without it there is no such filter. */
  readonly endpoints?: readonly ApiEndpoint[];
}

/** What is filtered now, each with its way out, and a menu for more. */
export function FilterBar({ endpoints }: FilterBarProps) {
  const { filters, method } = useView();
  const { setFilter } = useViewActions();
  const [chosen, choose] = useState<FilterName | null>(null);
  const values = { ...filters, ...(method === null ? {} : { method }) };
  const instances = useInstances().data?.instances ?? [];
  const hasMethods = endpoints !== undefined;
  const hasInstances = instances.length > 1 || filters.instance !== undefined;
  const offered = FILTER_NAMES.filter((name) =>
    name === 'method' ? hasMethods : name === 'instance' ? hasInstances : true,
  );
  const active = offered.flatMap((name) => {
    const value = values[name];
    if (value === undefined) return [];
    return [{ name, text: name === 'instance' ? instanceName(instances, value) : filterText(name, value) }];
  });
  return (
    <div className={classes['bar']}>
      {active.map(({ name, text }) => (
        <button
          key={name}
          type="button"
          className={classes['chip']}
          aria-label={`Remove the filter ${FILTER_LABELS[name]} ${text}`}
          onClick={() => setFilter(name, null)}
        >
          <span className={classes['name']}>{FILTER_LABELS[name]}</span>
          <span className={classes['value']}>{text}</span>
          <IconX size={14} stroke={1.8} aria-hidden />
        </button>
      ))}
      <Menu position="bottom-end" width={230} onClose={() => choose(null)} closeOnItemClick={false}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            className={classes['add'] ?? ''}
            leftSection={<IconFilter size={14} stroke={1.6} aria-hidden />}
          >
            Filter
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {chosen === null ? (
            offered.map((name) => (
              <Menu.Item key={name} onClick={() => choose(name)}>
                {FILTER_LABELS[name]}
              </Menu.Item>
            ))
          ) : (
            <FilterValues name={chosen} {...(endpoints === undefined ? {} : { endpoints })} />
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
