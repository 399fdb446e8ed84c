import { Button, Popover, Tooltip } from '@mantine/core';
import { IconCalendar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { lastOf, PRESET_LABELS, PRESETS, type TimeChoice } from '../../data/time-choice.ts';
import { useView, useViewActions } from '../../data/use-view.ts';
import { useZone } from '../../data/zone.ts';
import { formatClock, formatDate } from '../../format/time.ts';
import classes from './pickers.module.css';
import { useShell } from './shell-state.ts';
import { ZoneSelect } from './zone-select.tsx';

const CustomRange = lazy(() => import('./custom-range.tsx').then(({ CustomRange }) => ({ default: CustomRange })));

export function TimePicker() {
  const { open, show } = useShell();
  const { time } = useView();
  const { setTime, stepTime } = useViewActions();
  const zone = useZone();
  const choose = (choice: TimeChoice): void => {
    setTime(choice);
    show(null);
  };
  return (
    <Popover
      opened={open === 'time'}
      onChange={(opened) => show(opened ? 'time' : null)}
      position="bottom-end"
      trapFocus
      returnFocus
      withRoles
    >
      <div className={classes['time']}>
        <Step label="Step back in time ([)" onClick={() => stepTime(-1)} icon={IconChevronLeft} />
        <Popover.Target>
          <Button
            variant="default"
            size="sm"
            className={`${classes['button']} ${classes['middle']}`}
            leftSection={<IconCalendar size={16} stroke={1.6} className={classes['icon']} aria-hidden />}
            onClick={() => show(open === 'time' ? null : 'time')}
            aria-label={`Time range: ${describe(time, zone)}`}
          >
            <span className={classes['name']}>{describe(time, zone)}</span>
          </Button>
        </Popover.Target>
        <Step
          label="Step forward in time (])"
          onClick={() => stepTime(1)}
          icon={IconChevronRight}
          disabled={time.kind === 'last'}
        />
      </div>
      <Popover.Dropdown p={0} aria-label="Time range">
        <div className={classes['panel']}>
          <div className={classes['presets']}>
            {PRESETS.map((text) => (
              <button
                key={text}
                type="button"
                className={classes['preset']}
                aria-pressed={time.kind === 'last' && time.text === text}
                onClick={() => choose(lastOf(text) ?? time)}
              >
                {PRESET_LABELS[text]}
              </button>
            ))}
          </div>
          <div className={classes['custom']}>
            <Suspense fallback={<div className={classes['calendarSpace']} />}>
              <CustomRange choose={choose} />
            </Suspense>
            <ZoneSelect />
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

interface StepProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly icon: typeof IconChevronLeft;
  readonly disabled?: boolean;
}

function Step({ label, onClick, icon: StepIcon, disabled = false }: StepProps) {
  return (
    <Tooltip label={label}>
      <Button variant="default" size="sm" px={6} aria-label={label} onClick={onClick} disabled={disabled}>
        <StepIcon size={16} stroke={1.6} aria-hidden />
      </Button>
    </Tooltip>
  );
}

function describe(time: TimeChoice, zone: string): string {
  if (time.kind === 'last') return PRESET_LABELS[time.text as keyof typeof PRESET_LABELS] ?? `Last ${time.text}`;
  const [from, to] = [formatDate(time.from, zone), formatDate(time.to, zone)];
  const start = `${from}, ${formatClock(time.from, zone)}`;
  return from === to ? `${start} – ${formatClock(time.to, zone)}` : `${start} – ${to}, ${formatClock(time.to, zone)}`;
}
