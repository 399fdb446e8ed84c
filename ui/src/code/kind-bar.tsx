import type { ApiKindTimes } from '../../../src/api/contract.ts';
import { formatDuration } from '../format/duration.ts';
import { formatPercent } from '../format/percent.ts';
import classes from './kind-bar.module.css';
import { KIND_WORDS, KINDS, totalTime } from './kind-words.ts';

interface KindBarProps {
  readonly times: ApiKindTimes;
  /** What the full width stands for, in the times' unit. */
  readonly whole: number;
}

/** What time went into, by kind; as long as its part of the whole. */
export function KindBar({ times, whole }: KindBarProps) {
  const text = kindText(times);
  return (
    <span className={classes['bar']} role="img" aria-label={text} title={text}>
      {KINDS.filter((kind) => times[kind] > 0).map((kind) => (
        <span
          key={kind}
          className={classes['part']}
          data-kind={kind}
          style={{ width: `${(times[kind] / Math.max(whole, Number.MIN_VALUE)) * 100}%` }}
        />
      ))}
    </span>
  );
}

/** `Waiting 12 ms, On CPU 3 ms`: the longest first. */
function kindText(times: ApiKindTimes): string {
  const parts = KINDS.filter((kind) => times[kind] > 0).sort((left, right) => times[right] - times[left]);
  return parts.map((kind) => `${KIND_WORDS[kind].name} ${formatDuration(times[kind])}`).join(', ') || 'no time';
}

/** What the patterns mean; with times, also how much there is of each. */
export function KindKey({ times }: { readonly times?: ApiKindTimes }) {
  const whole = times === undefined ? 0 : totalTime(times);
  return (
    <ul className={classes['keys']}>
      {KINDS.map((kind) => (
        <li key={kind} className={classes['entry']} title={KIND_WORDS[kind].hint}>
          <span className={classes['key']} data-kind={kind} aria-hidden />
          {KIND_WORDS[kind].name}
          {times !== undefined && whole > 0 && ` ${formatDuration(times[kind])}, ${formatPercent(times[kind] / whole)}`}
        </li>
      ))}
    </ul>
  );
}
