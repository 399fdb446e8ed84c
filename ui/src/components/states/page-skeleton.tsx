import { Skeleton } from '@mantine/core';
import classes from './states.module.css';

export function PageSkeleton() {
  return (
    <div className={classes['page']} role="status">
      <span className="visually-hidden">Loading</span>
      <Skeleton height={28} width={240} />
      <Skeleton height={96} />
      <Skeleton height={240} />
    </div>
  );
}
