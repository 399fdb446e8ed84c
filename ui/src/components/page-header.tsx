import { type ReactNode, useEffect } from 'react';
import { dashboardConfig } from '../data/dashboard-config.ts';
import classes from './page-header.module.css';

interface PageHeaderProps {
  readonly title: ReactNode;
  /** Where the title is more than text, or not known yet. */
  readonly documentTitle?: string;
  /** An endpoint's own. */
  readonly color?: string;
  readonly children?: ReactNode;
}

/** Names the page, in the browser's tab too. */
export function PageHeader({ title, documentTitle, color, children }: PageHeaderProps) {
  const name = documentTitle ?? String(title);
  useEffect(() => {
    document.title = `${name} · ${dashboardConfig.titleName}`;
  }, [name]);
  return (
    <div className={classes['header']}>
      <h1 className={classes['title']}>
        {color !== undefined && <span className={classes['dot']} style={{ background: color }} aria-hidden />}
        <span className={classes['text']}>{title}</span>
      </h1>
      {children}
    </div>
  );
}
