import { Drawer, Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { preference, usePreference } from '../../data/preference.ts';
import { viewParameters } from '../../data/view.ts';
import { PAGES } from '../../pages/page-table.ts';
import classes from './shell.module.css';
import { useShell } from './shell-state.ts';

const width = preference('nav', ['collapsed', 'wide'], 'collapsed');

export function SideNav() {
  const [chosen, choose] = usePreference(width);
  const { open, show } = useShell();
  const collapsed = chosen === 'collapsed';
  const Icon = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const label = collapsed ? 'Widen the navigation' : 'Narrow the navigation';
  return (
    <>
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
      <Drawer
        opened={open === 'nav'}
        onClose={() => show(null)}
        title="Pages"
        size={260}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <nav aria-label="Pages">
          <NavList collapsed={false} onOpen={() => show(null)} />
        </nav>
      </Drawer>
    </>
  );
}

function NavList({ collapsed, onOpen }: { readonly collapsed: boolean; readonly onOpen?: () => void }) {
  return (
    <ul className={classes['navList']}>
      {PAGES.map(({ path, nav }) =>
        nav === null ? null : (
          <li key={path}>
            <Tooltip label={nav.label} position="right" disabled={!collapsed}>
              <Link
                to={path}
                search={viewParameters as never}
                className={classes['navLink']}
                aria-label={nav.label}
                {...(onOpen ? { onClick: onOpen } : {})}
              >
                <nav.icon size={20} stroke={1.6} aria-hidden />
                {!collapsed && <span>{nav.label}</span>}
              </Link>
            </Tooltip>
          </li>
        ),
      )}
    </ul>
  );
}
