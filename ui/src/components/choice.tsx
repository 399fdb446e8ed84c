import { useId } from 'react';
import classes from './choice.module.css';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  /** What is shown of each. */
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of few, all of them in view. */
export function Choice<Value extends string>({ label, options, value, onChange }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={classes['choice']}>
      <legend className="visually-hidden">{label}</legend>
      {(Object.entries(options) as [Value, string][]).map(([each, text]) => (
        <label key={each} className={classes['option']}>
          <input
            type="radio"
            className={classes['input']}
            name={name}
            checked={each === value}
            onChange={() => onChange(each)}
          />
          <span className={classes['face']}>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
