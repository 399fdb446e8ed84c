import { Button, Menu } from '@mantine/core';
import { IconArrowsDiff, IconCheck } from '@tabler/icons-react';
import { type Comparison, comparisonLabel, comparisonName, comparisonText } from '../../data/comparison.ts';
import { useVersions } from '../../data/use-dimension-values.ts';
import { useView, useViewActions } from '../../data/use-view.ts';
import { MenuGroup } from '../menu-group.tsx';
import classes from './pickers.module.css';

const MOST_VERSIONS = 12;
const TIMES: readonly Comparison[] = [{ kind: 'none' }, { kind: 'previous' }, { kind: 'week' }];

const SHORT: Readonly<Record<'none' | 'previous' | 'week', string>> = {
  none: 'No comparison',
  previous: 'vs previous period',
  week: 'vs last week',
};

export function ComparisonPicker() {
  const { comparison } = useView();
  const { setComparison } = useViewActions();
  const { data } = useVersions();
  const versions = (data?.versions ?? [])
    .slice(0, MOST_VERSIONS)
    .map(({ version }): Comparison => ({ kind: 'version', version }));
  const item = (choice: Comparison) => (
    <Menu.Item
      key={comparisonText(choice)}
      rightSection={
        comparisonText(choice) === comparisonText(comparison) ? <IconCheck size={14} aria-label="chosen" /> : null
      }
      onClick={() => setComparison(choice)}
    >
      {choice.kind === 'version' ? choice.version : comparisonName(choice)}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          className={classes['button'] ?? ''}
          aria-label={`Compare with: ${comparisonLabel(comparison)}`}
          leftSection={<IconArrowsDiff size={16} stroke={1.6} className={classes['icon']} aria-hidden />}
        >
          <span className={classes['name']}>
            {comparison.kind === 'version' ? `vs ${comparison.version}` : SHORT[comparison.kind]}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes['scroll'] ?? ''}>
        <MenuGroup label="Compare with">{TIMES.map(item)}</MenuGroup>
        {versions.length > 0 && <MenuGroup label="Version">{versions.map(item)}</MenuGroup>}
      </Menu.Dropdown>
    </Menu>
  );
}
