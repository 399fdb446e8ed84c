import '@mantine/dates/styles.css';
import { Button } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
import { fixedOf, rangeOf, type TimeChoice } from '../../data/time-choice.ts';
import { useView } from '../../data/use-view.ts';
import { useZone } from '../../data/zone.ts';
import { fieldsOf, timeOfFields } from '../../format/zoned-time.ts';
import classes from './pickers.module.css';

const ARIA_LABELS = {
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  previousYear: 'Previous year',
  nextYear: 'Next year',
  previousDecade: 'Previous decade',
  nextDecade: 'Next decade',
  monthLevelControl: 'Choose a month',
  yearLevelControl: 'Choose a year',
};

type Days = readonly [string | null, string | null];

/** Two days of a calendar and a time on each, in the chosen zone. */
export function CustomRange({ choose }: { readonly choose: (choice: TimeChoice) => void }) {
  const zone = useZone();
  const { time } = useView();
  const [shown] = useState(() => rangeOf(time, Date.now()));
  const [from, to] = [fieldsOf(shown.from, zone), fieldsOf(shown.to, zone)];
  const [days, setDays] = useState<Days>([from.date, to.date]);
  const [clocks, setClocks] = useState([from.clock, to.clock] as const);
  const choice = choiceOf(days, clocks, zone);
  const complete = days[0] !== null && days[1] !== null;
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (choice !== null) choose(choice);
      }}
    >
      <div className={classes['calendarSpace']}>
        <DatePicker
          type="range"
          size="xs"
          allowSingleDateInRange
          weekendDays={[]}
          hideOutsideDates
          ariaLabels={ARIA_LABELS}
          value={[days[0], days[1]]}
          onChange={setDays}
          defaultDate={to.date}
        />
      </div>
      <div className={classes['fields']}>
        <ClockField
          label={`From ${days[0] ?? ''}`}
          value={clocks[0]}
          onChange={(clock) => setClocks([clock, clocks[1]])}
        />
        <ClockField
          label={`To ${days[1] ?? ''}`}
          value={clocks[1]}
          onChange={(clock) => setClocks([clocks[0], clock])}
        />
      </div>
      {complete && choice === null && (
        <span className={classes['error']} role="alert">
          The end must be at least a minute after the start.
        </span>
      )}
      <Button type="submit" size="xs" disabled={choice === null}>
        Show this range
      </Button>
    </form>
  );
}

interface ClockFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ClockField({ label, value, onChange }: ClockFieldProps) {
  return (
    <label className={classes['field']}>
      {label}
      <input
        className={classes['input']}
        type="time"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

function choiceOf(
  [fromDay, toDay]: Days,
  [fromClock, toClock]: readonly [string, string],
  zone: string,
): TimeChoice | null {
  const from = fromDay === null ? null : timeOfFields(fromDay, fromClock, zone);
  const to = toDay === null ? null : timeOfFields(toDay, toClock, zone);
  if (from === null || to === null || to <= from) return null;
  return fixedOf(new Date(from).toISOString(), new Date(to).toISOString());
}
