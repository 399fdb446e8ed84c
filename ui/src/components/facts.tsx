import { type ReactNode, useId } from 'react';
import classes from './facts.module.css';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  /** What it means, in small print. */
  readonly hint?: ReactNode;
  readonly state?: 'ok' | 'warning' | 'error' | undefined;
}

interface FactsProps {
  readonly title: string;
  readonly question?: string;
  readonly facts: readonly Fact[];
}

/** Named values under a heading. */
export function Facts({ title, question, facts }: FactsProps) {
  const headingId = useId();
  return (
    <section className={classes['panel']} aria-labelledby={headingId}>
      <header className={classes['header']}>
        <h2 className={classes['title']} id={headingId}>
          {title}
        </h2>
        {question !== undefined && <p className={classes['question']}>{question}</p>}
      </header>
      <dl className={classes['list']}>
        {facts.map(({ name, value, hint, state }) => (
          <div key={name} className={classes['row']}>
            <dt className={classes['name']}>
              {name}
              {hint !== undefined && <span className={classes['hint']}>{hint}</span>}
            </dt>
            <dd className={classes['value']} data-state={state}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
