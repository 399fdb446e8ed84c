import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { viewParameters } from '../data/view.ts';
import classes from './tab-links.module.css';

interface TabLinksProps {
  readonly label: string;
  /** Path of the page. */
  readonly base: string;
  readonly tabs: readonly { readonly segment: string; readonly label: string }[];
}

/** The views of a page as links, so that each can be opened beside the other. */
export function TabLinks({ label, base, tabs }: TabLinksProps) {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the chosen one may lie outside.
    const frame = list.current;
    const chosen = frame?.querySelector<HTMLElement>('[data-status=active]');
    if (frame && chosen) frame.scrollLeft = chosen.offsetLeft - (frame.clientWidth - chosen.offsetWidth) / 2;
  }, []);
  return (
    <nav ref={list} className={classes['tabs']} aria-label={label}>
      {tabs.map(({ segment, label: name }) => (
        <Link
          key={segment}
          to={segment === '' ? base : `${base}/${segment}`}
          search={viewParameters as never}
          activeOptions={{ exact: true, includeSearch: false }}
          className={classes['tab']}
          resetScroll={false}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
