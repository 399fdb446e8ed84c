import { Button } from '@mantine/core';
import { useUrlSearch } from '../../../data/use-view.ts';

/** The way out of a view that is too narrow. */
export function ShowLastMonth() {
  const [, change] = useUrlSearch();
  return (
    <Button
      size="xs"
      variant="default"
      onClick={() => change({ range: '30d', from: undefined, to: undefined, version: undefined })}
    >
      Show the last 30 days of all versions
    </Button>
  );
}
