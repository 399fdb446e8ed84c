import type { ComponentProps } from 'react';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { formatCount, formatExactCount } from '../../format/count.ts';
import classes from './link-cell.module.css';
import { ViewLink } from './view-link.tsx';

type LinkCellProps = Omit<ComponentProps<typeof ViewLink>, 'className'>;

/** A value that leads to what explains it, in the same view. */
export function LinkCell(props: LinkCellProps) {
  return <ViewLink {...props} className={classes['link']} />;
}

/** A number of requests that leads to them. */
export function CountCell({ count, ...link }: { readonly count: number } & Omit<LinkCellProps, 'title' | 'children'>) {
  if (count === 0) return <span className={classes['zero']}>0</span>;
  return (
    <LinkCell {...link} title={formatExactCount(count)}>
      {formatCount(count)}
    </LinkCell>
  );
}

/** A rate or a duration that leads to the requests that it is of; nowhere, when there are none. */
export function FigureCell({ requests, ...link }: { readonly requests: number } & LinkCellProps) {
  return requests === 0 ? link.children : <LinkCell {...link} />;
}

interface EndpointCellProps {
  readonly endpoint: Pick<ApiEndpoint, 'id' | 'name' | 'color'>;
  /** Of its page, with a slash in front. */
  readonly tab?: string;
}

/** An endpoint's name with its colour. */
export function EndpointCell({ endpoint: { id, name, color }, tab = '' }: EndpointCellProps) {
  return (
    <ViewLink to={`/endpoint/${id}${tab}`} className={classes['name']} title={name}>
      <span className={classes['dot']} style={{ background: color }} aria-hidden />
      <span className={classes['text']}>{name}</span>
    </ViewLink>
  );
}
