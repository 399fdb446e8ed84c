import type { Finding } from '../../../../src/api/contract.ts';
import classes from './reporting.module.css';

const WORDS = {
  better: 'better',
  worse: 'worse',
  'no-evidence': 'no evidence',
  'too-little-data': 'too little data',
} as const;

/** Said once, at the end. */
const UNIT = /\u00a0(%|pt)$/;

interface VerdictCellProps {
  readonly finding: Finding | null;
  /** Effects as people read them. */
  readonly effect: (value: number) => string;
  /** Of what is compared, for the tooltip. */
  readonly value: (value: number | null) => string;
  /** Neither good nor bad, whatever the verdict. @default WORDS */
  readonly words?: Readonly<Record<'better' | 'worse', string>>;
}

/** The verdict, then how much, then how surely. Only what is better or worse has a colour. */
export function VerdictCell({ finding, effect, value, words }: VerdictCellProps) {
  if (finding === null) return <span className={classes['quiet']}>not asked</span>;
  const { verdict, interval, baseline, comparison } = finding;
  const isChange = verdict === 'better' || verdict === 'worse';
  const tone = isChange && words === undefined ? classes[verdict] : isChange ? '' : classes['quiet'];
  const text = isChange ? (words ?? WORDS)[verdict] : WORDS[verdict];
  return (
    <span className={classes['verdict']} title={`${value(baseline)} → ${value(comparison)}`}>
      <span className={tone}>{text}</span>
      {finding.effect !== null && (
        <span className={isChange ? undefined : classes['quiet']}>{effect(finding.effect)}</span>
      )}
      {interval !== null && (
        <span className={classes['interval']}>
          {effect(interval.low).replace(UNIT, '')} to {effect(interval.high)}
        </span>
      )}
    </span>
  );
}
