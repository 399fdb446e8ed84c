import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import classes from './states.module.css';

/** What failed, why, and another try. */
export function LoadFailure({
  what,
  error,
  retry,
}: {
  readonly what: string;
  readonly error: Error;
  readonly retry: () => void;
}) {
  return (
    <div className={classes['state']} role="alert">
      <IconAlertTriangle size={22} stroke={1.6} className={classes['errorIcon']} aria-hidden />
      <p className={classes['title']}>{what} could not be loaded</p>
      <p className={classes['text']}>{error.message}</p>
      <Button size="xs" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={retry}>
        Retry
      </Button>
    </div>
  );
}
