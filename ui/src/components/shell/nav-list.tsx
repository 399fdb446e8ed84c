import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { viewParameters } from '../../data/view.ts';
import { PAGES } from '../../pages/page-table.ts';
import classes from './shell.module.css';

export function NavList({ collapsed, onOpen }: { readonly collapsed: boolean; readonly onOpen?: () => void }) {
  return (
    <ul className={classes['navList']}>
      {PAGES.map(({ path, nav }) =>
        nav === null ? null : (
          <li key={path} data-section={nav.section}>
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
