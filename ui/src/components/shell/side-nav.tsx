import { Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { preference, usePreference } from '../../data/preference.ts';
import { NavList } from './nav-list.tsx';
import classes from './shell.module.css';

const width = preference('nav', ['collapsed', 'wide'], 'collapsed');

export function SideNav() {
  const [chosen, choose] = usePreference(width);
  const collapsed = chosen === 'collapsed';
  const Icon = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const label = collapsed ? 'Widen the navigation' : 'Narrow the navigation';
  return (
    <nav className={classes['nav']} data-collapsed={collapsed} aria-label="Pages">
      <NavList collapsed={collapsed} />
      <Tooltip label={label} position="right" disabled={!collapsed}>
        <button
          type="button"
          className={classes['navLink']}
          aria-label={label}
          onClick={() => choose(collapsed ? 'wide' : 'collapsed')}
        >
          <Icon size={20} stroke={1.6} aria-hidden />
          {!collapsed && <span>Narrow</span>}
        </button>
      </Tooltip>
    </nav>
  );
}
