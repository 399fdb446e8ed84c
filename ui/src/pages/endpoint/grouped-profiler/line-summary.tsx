import type { GroupedProfileAnswer } from '../../../../../src/api/contract.ts';
import { placeText, textOf } from '../../../code/code-place.ts';
import { KIND_WORDS, KINDS } from '../../../code/kind-words.ts';
import { useCodeLinks } from '../../../data/use-code-links.ts';
import { formatDuration } from '../../../format/duration.ts';
import { formatPercent } from '../../../format/percent.ts';
import { wholeOf } from './grouped-figures.ts';
import type { GroupedNode } from './grouped-profile.tsx';
import classes from './grouped-profiler.module.css';

interface LineSummaryProps {
  readonly profile: GroupedProfileAnswer;
  /** Null: none is pointed at. */
  readonly node: GroupedNode | null;
}

/** What the line is that is pointed at, in one place for both drawings, which have no room for it. */
export function LineSummary({ profile, node }: LineSummaryProps) {
  const links = useCodeLinks();
  if (node === null) {
    return (
      <p className={classes['summary']} aria-live="polite">
        <span className={classes['quiet']}>
          Point at a line, in a drawing or in the table, to read it; press it to keep it.
        </span>
      </p>
    );
  }
  const { line } = node;
  const kinds = KINDS.filter((kind) => line.byKind[kind] > 0).map(
    (kind) => `${KIND_WORDS[kind].name} ${formatPercent(line.byKind[kind] / line.totalMillis)}`,
  );
  return (
    <p className={classes['summary']} aria-live="polite">
      <code className={classes['code']}>{textOf(line)}</code>
      <span className={classes['quiet']}>{placeText(line, links?.rootFolder ?? null)}</span>
      <span className={classes['figures']}>
        {formatPercent(line.totalMillis / wholeOf(profile))} of all time, {formatDuration(line.averageMillis)} on
        average in {line.hits} of {profile.requests} requests: {kinds.join(', ')}
      </span>
    </p>
  );
}
