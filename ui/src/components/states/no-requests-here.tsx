import { Button } from '@mantine/core';
import { FILTER_NAMES } from '../../data/filters.ts';
import { useUrlSearch } from '../../data/use-view.ts';
import { EmptyState } from './empty-state.tsx';

/** There is data, but none of it is in this view. */
export function NoRequestsHere() {
  const [, change] = useUrlSearch();
  const widen = (): void =>
    change({
      ...Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined])),
      ...{ range: '7d', from: undefined, to: undefined },
    });
  return (
    <EmptyState
      title="No requests in this view"
      action={
        <Button size="xs" variant="default" onClick={widen}>
          Show the last 7 days without filters
        </Button>
      }
    >
      Nothing was recorded in the chosen time with the chosen filters.
    </EmptyState>
  );
}
