import { Button, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { type LiveState, liveFeed, useLiveState } from '../../data/live.ts';
import classes from './live-button.module.css';

const LABELS: Readonly<Record<LiveState, string>> = {
  connecting: 'Connecting',
  live: 'Live',
  polling: 'Every 5 s',
  paused: 'Paused',
};
const HINTS: Readonly<Record<LiveState, string>> = {
  connecting: 'Waiting for the live connection. Press to pause.',
  live: 'New requests appear as they arrive. Press to pause.',
  polling:
    'Live events do not come through (a proxy may hold them back), so the page asks every 5 seconds. Press to pause.',
  paused: 'Nothing changes until you press this again.',
};

export function LiveButton() {
  const state = useLiveState();
  const paused = state === 'paused';
  const Icon = paused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Tooltip label={HINTS[state]}>
      <Button
        variant="default"
        size="sm"
        className={classes['button'] ?? ''}
        aria-pressed={paused}
        aria-label={`Live updates: ${LABELS[state].toLowerCase()}. ${paused ? 'Resume' : 'Pause'}`}
        onClick={() => (paused ? liveFeed.resume() : liveFeed.pause())}
        rightSection={<Icon size={14} stroke={1.8} aria-hidden />}
      >
        <span className={classes['dot']} data-state={state} aria-hidden />
        <span className={classes['label']}>{LABELS[state]}</span>
      </Button>
    </Tooltip>
  );
}
