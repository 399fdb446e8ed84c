import { Button } from '@mantine/core';
import classes from './show-more.module.css';

interface ShowMoreProps {
  readonly shown: number;
  readonly all: number;
  readonly noun: string;
  readonly more: () => void;
}

/** Says how many of many are shown, and shows more of them. */
export function ShowMore({ shown, all, noun, more }: ShowMoreProps) {
  if (shown >= all) return null;
  return (
    <div className={classes['bar']}>
      <span>
        {shown} of {all} {noun}, those with the most requests
      </span>
      <Button variant="default" size="xs" onClick={more}>
        Show more
      </Button>
    </div>
  );
}
