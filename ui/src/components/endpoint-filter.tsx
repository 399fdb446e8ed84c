import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ApiEndpoint } from '../../../src/api/contract.ts';
import { useUrlText } from '../data/use-url-text.ts';
import classes from './endpoint-filter.module.css';

/** Which endpoints a chart shows, kept in the URL. */
export function EndpointFilter() {
  const [text, setText] = useUrlText('q');
  return (
    <TextInput
      data-filter-box
      type="search"
      size="xs"
      className={classes['filter'] ?? ''}
      aria-label="Filter endpoints"
      placeholder="Filter endpoints  /"
      leftSection={<IconSearch size={14} stroke={1.8} aria-hidden />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

export function matchingEndpoints(endpoints: readonly ApiEndpoint[], text: string): readonly ApiEndpoint[] {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? endpoints : endpoints.filter(({ name }) => name.toLowerCase().includes(wanted));
}
