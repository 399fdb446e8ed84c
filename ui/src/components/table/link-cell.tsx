import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { type Search, viewParameters } from '../../data/view.ts';
import { formatCount, formatExactCount } from '../../format/count.ts';
import classes from './link-cell.module.css';

interface LinkCellProps {
  readonly to: string;
  /** Changes of the view. */
  readonly search?: Search;
  readonly title?: string;
  readonly children: ReactNode;
}

/** A value that leads to what explains it, in the same view. */
export function LinkCell({ to, search, title, children }: LinkCellProps) {
  return (
    <Link
      to={to}
      search={((previous: Search) => ({ ...viewParameters(previous), ...search })) as never}
      className={classes['link']}
      title={title}
    >
      {children}
    </Link>
  );
}

/** A number of requests that leads to them. */
export function CountCell({ count, ...link }: { readonly count: number } & Pick<LinkCellProps, 'to' | 'search'>) {
  if (count === 0) return <span className={classes['zero']}>0</span>;
  return (
    <LinkCell {...link} title={formatExactCount(count)}>
      {formatCount(count)}
    </LinkCell>
  );
}

interface EndpointCellProps {
  readonly endpoint: Pick<ApiEndpoint, 'id' | 'name' | 'color'>;
  /** Of its page, with a slash in front. */
  readonly tab?: string;
}

/** An endpoint's name with its colour. */
export function EndpointCell({ endpoint: { id, name, color }, tab = '' }: EndpointCellProps) {
  return (
    <Link to={`/endpoint/${id}${tab}`} search={viewParameters as never} className={classes['name']} title={name}>
      <span className={classes['dot']} style={{ background: color }} aria-hidden />
      <span className={classes['text']}>{name}</span>
    </Link>
  );
}
