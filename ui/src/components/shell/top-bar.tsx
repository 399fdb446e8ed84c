import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { dashboardConfig } from '../../data/dashboard-config.ts';
import { viewParameters } from '../../data/view.ts';
import { START_PATH } from '../../pages/page-table.ts';
import { AccountMenu } from './account-menu.tsx';
import { ComparisonPicker } from './comparison-picker.tsx';
import { LiveButton } from './live-button.tsx';
import { Logo } from './logo.tsx';
import classes from './shell.module.css';
import { useShell } from './shell-state.ts';
import { TimePicker } from './time-picker.tsx';

export function TopBar() {
  const { show } = useShell();
  const { brandName, titleName, description } = dashboardConfig;
  return (
    <header className={classes['bar']}>
      <ActionIcon
        className={classes['drawerButton'] ?? ''}
        variant="subtle"
        size={36}
        aria-label="Open the navigation"
        onClick={() => show('nav')}
      >
        <IconMenu2 size={20} stroke={1.6} />
      </ActionIcon>
      <Link to={START_PATH} search={viewParameters as never} className={classes['brand']}>
        <Logo size={28} />
        <span className={classes['brandName']}>{brandName || titleName}</span>
      </Link>
      <span className={classes['description']}>{description}</span>
      <span className={classes['spacer']} />
      <div className={classes['choices']}>
        <TimePicker />
        <ComparisonPicker />
      </div>
      <div className={classes['tools']}>
        <LiveButton />
        <Tooltip label="Go to any endpoint or page (Ctrl K)">
          <ActionIcon
            variant="default"
            size={36}
            aria-label="Go to any endpoint or page"
            onClick={() => show('palette')}
          >
            <IconSearch size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <AccountMenu />
      </div>
    </header>
  );
}
