import { useMemo } from 'react';
import type { MonitoringLevel } from '../../../src/model/endpoint.ts';
import { useIsAdmin } from '../data/session.ts';
import { type LevelChange, useSetLevel } from '../data/use-endpoints.ts';
import classes from './level-switch.module.css';
import { showFailure } from './toast-store.ts';

const LEVELS: readonly { readonly level: MonitoringLevel; readonly what: string }[] = [
  { level: 0, what: 'only when it was last requested' },
  { level: 1, what: 'every request' },
  { level: 2, what: 'every request, and details of outliers' },
  { level: 3, what: 'every request, details of outliers, and profiles' },
];

interface LevelSwitchProps {
  readonly id: number;
  readonly name: string;
  readonly level: MonitoringLevel;
  /** Of a second switch for the same endpoint on one page: radio buttons of one name exclude each other. */
  readonly place?: string;
}

/** How much is recorded about an endpoint. Takes effect in every process of the app within seconds. */
export function LevelSwitch(props: LevelSwitchProps) {
  return <LevelRadios {...props} control={useLevelControl()} />;
}

export interface LevelControl {
  readonly isAdmin: boolean;
  readonly choose: (change: LevelChange) => void;
}

/** One serves all switches of a table. */
export function useLevelControl(): LevelControl {
  const isAdmin = useIsAdmin();
  const { mutate } = useSetLevel(showRefusal);
  return useMemo(() => ({ isAdmin, choose: mutate }), [isAdmin, mutate]);
}

function showRefusal(error: Error, { name }: LevelChange): void {
  showFailure(`The level of ${name} was not changed`, error);
}

type LevelRadiosProps = LevelSwitchProps & { readonly control: LevelControl };

export function LevelRadios({ id, name, level, place = 'level', control: { isAdmin, choose } }: LevelRadiosProps) {
  return (
    <fieldset
      className={classes['switch']}
      disabled={!isAdmin}
      title={isAdmin ? undefined : 'Only admins change levels'}
      aria-label={`Monitoring level of ${name}`}
    >
      {LEVELS.map(({ level: each, what }) => (
        <label key={each} className={classes['level']} title={`Level ${each} records ${what}`}>
          <input
            type="radio"
            className={classes['input']}
            name={`${place}-${id}`}
            value={each}
            checked={each === level}
            aria-label={`Level ${each}: ${what}`}
            onChange={() => choose({ id, name, level: each })}
          />
          <span className={classes['face']}>{each}</span>
        </label>
      ))}
    </fieldset>
  );
}
