import type { ReactNode } from 'react';
import { formatExactCount } from '../format/count.ts';
import { formatDuration } from '../format/duration.ts';
import { formatPercent } from '../format/percent.ts';
import classes from './figures.module.css';

/** Percentiles and rates of fewer requests are mostly chance. */
export const ENOUGH_REQUESTS = 30;

interface FigureProps {
  readonly value: number | null;
  /** Of how many requests. */
  readonly requests: number;
}

export function Duration({ value, requests }: FigureProps) {
  return <Doubted requests={requests}>{formatDuration(value)}</Doubted>;
}

/** From these shares on, errors are a state worth a colour: a few 404s are everyday life. */
const WARNING_RATE = 0.05;
const ERROR_RATE = 0.2;

/** `expected`: errors are what this endpoint is for, as of unmatched requests. */
export function ErrorRate({ value, requests, expected = false }: FigureProps & { readonly expected?: boolean }) {
  const rate = expected || requests < ENOUGH_REQUESTS ? 0 : (value ?? 0);
  const state = rate >= ERROR_RATE ? 'error' : rate >= WARNING_RATE ? 'warning' : undefined;
  return (
    <Doubted requests={requests}>
      <span data-state={state} className={classes['rate']}>
        {formatPercent(value)}
      </span>
    </Doubted>
  );
}

/** No `Tooltip` of its own: hundreds of them take longer than the tables that they are in. */
function Doubted({ requests, children }: { readonly requests: number; readonly children: ReactNode }) {
  if (requests === 0) return <span className={classes['doubted']}>–</span>;
  const isDoubted = requests < ENOUGH_REQUESTS;
  const title = isDoubted
    ? `Of only ${requests} ${requests === 1 ? 'request' : 'requests'}: below ${ENOUGH_REQUESTS}, this is mostly chance.`
    : `of ${formatExactCount(requests)} requests`;
  return (
    <span className={isDoubted ? classes['doubted'] : undefined} title={title}>
      {children}
    </span>
  );
}
