import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { dashboardConfig } from '../data/dashboard-config.ts';
import classes from './page-header.module.css';

/** Names the page, in the browser's tab too. */
export function PageHeader({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${dashboardConfig.titleName}`;
  }, [title]);
  return (
    <div className={classes['header']}>
      <h1 className={classes['title']}>{title}</h1>
      {children}
    </div>
  );
}
