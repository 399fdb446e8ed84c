import { useState } from 'react';
import type { ApiCodeLine, ApiOutlier, ApiStackSample } from '../../../../../src/api/contract.ts';
import { packageOf, textOf } from '../../../code/code-place.ts';
import { CodePlaceLink } from '../../../code/code-place-link.tsx';
import { waitText } from '../../../code/kind-words.ts';
import { formatDuration } from '../../../format/duration.ts';
import { EndpointLink } from '../details/endpoint-link.tsx';
import classes from './outliers.module.css';

/** Where the request was stuck at the moment it was noticed. */
export function Stacks({ outlier }: { readonly outlier: ApiOutlier }) {
  const { stacks, blockedBy, version } = outlier;
  return (
    <section className={classes['wide']}>
      <h3 className={classes['heading']}>Where it was stuck</h3>
      {blockedBy !== null && (
        <p className={classes['blocked']}>
          The event loop was held by <EndpointLink name={blockedBy} tab="profiler" />, so this request could not go on.
        </p>
      )}
      {stacks.length === 0 && <p className="quiet-note">No stack was seen at that moment.</p>}
      {stacks.map((stack, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stacks have no other identity and never change
        <Stack key={index} stack={stack} version={version} />
      ))}
    </section>
  );
}

interface StackProps {
  readonly stack: ApiStackSample;
  readonly version: string;
}

function Stack({ stack, version }: StackProps) {
  const [all, setAll] = useState(false);
  const others = stack.lines.filter(({ origin }) => origin !== 'app');
  const hasApp = others.length < stack.lines.length;
  const lines = all || !hasApp ? stack.lines : stack.lines.filter(({ origin }) => origin === 'app');
  return (
    <div className={classes['stack']}>
      <p className={classes['kind']}>{kindText(stack)}</p>
      <ol className={classes['lines']} aria-label="Stack, innermost line first">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: recursion repeats lines
          <Line key={index} line={line} version={version} />
        ))}
      </ol>
      {hasApp && others.length > 0 && (
        <button type="button" className={classes['more']} aria-expanded={all} onClick={() => setAll(!all)}>
          {all
            ? 'Only lines of the app'
            : `Also ${others.length} ${others.length === 1 ? 'line' : 'lines'} of ${namesOf(others)}`}
        </button>
      )}
    </div>
  );
}

function Line({ line, version }: { readonly line: ApiCodeLine; readonly version: string }) {
  return (
    <li className={classes['line']} data-origin={line.origin}>
      <code className={classes['code']}>{textOf(line)}</code>
      <span className={classes['where']}>
        <CodePlaceLink line={line} version={version} />
        {line.code !== null && ` ${line.function}`}
      </span>
    </li>
  );
}

function kindText({ kind, forMillis, waitsFor }: ApiStackSample): string {
  const since = forMillis === null ? '' : ` for ${formatDuration(forMillis)}`;
  if (kind === 'running') return `Running${since}`;
  return `Waiting${since}${waitsFor === null ? '' : `: ${waitText(waitsFor)}`}`;
}

function namesOf(lines: readonly ApiCodeLine[]): string {
  return [...new Set(lines.map(packageOf))].join(', ');
}
