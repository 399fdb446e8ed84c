import './dialog-styles.ts';
import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useEndpoints } from '../../data/use-endpoints.ts';
import { viewParameters } from '../../data/view.ts';
import { PAGES } from '../../pages/page-table.ts';
import classes from './palette.module.css';
import { findEntries, type PaletteEntry } from './palette-search.ts';
import { useShell } from './shell-state.ts';

const PAGE_ENTRIES: readonly PaletteEntry[] = PAGES.flatMap(({ path, nav }) =>
  nav === null ? [] : [{ label: nav.label, path, kind: 'Page' }],
);
const LIST_ID = 'palette-entries';

/** Type a part of a name, press Enter, be there. */
export function Palette() {
  const { show } = useShell();
  const { data } = useEndpoints();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const endpoints = (data?.endpoints ?? []).map(
    ({ id, name }): PaletteEntry => ({ label: name, path: `/endpoint/${id}`, kind: 'Endpoint' }),
  );
  const found = findEntries([...PAGE_ENTRIES, ...endpoints], text);
  const open = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    show(null);
    void navigate({ to: entry.path, search: viewParameters } as never);
  };
  const moveBy = (step: number): void => setActive((active + step + found.length) % Math.max(1, found.length));
  const pressed = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter') open(found[active]);
    else if (event.key === 'ArrowDown') moveBy(1);
    else if (event.key === 'ArrowUp') moveBy(-1);
    else return;
    event.preventDefault();
  };
  return (
    <Modal.Root opened onClose={() => show(null)} padding={0} size={560} yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label="Go to any endpoint or page">
        <TextInput
          variant="unstyled"
          size="md"
          data-autofocus
          className={classes['box'] ?? ''}
          leftSection={<IconSearch size={18} stroke={1.6} aria-hidden />}
          placeholder="Go to an endpoint or page"
          aria-label="Endpoint or page"
          role="combobox"
          aria-expanded
          aria-controls={LIST_ID}
          aria-activedescendant={found.length > 0 ? `palette-${active}` : undefined}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={pressed}
        />
        <div className={classes['list']} id={LIST_ID} role="listbox" aria-label="Matches">
          {found.map((entry, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above takes the keys
            <div
              key={entry.path}
              id={`palette-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={classes['entry']}
              onMouseMove={() => setActive(index)}
              onClick={() => open(entry)}
            >
              <span className={classes['label']}>{entry.label}</span>
              <span className={classes['kind']}>{entry.kind}</span>
            </div>
          ))}
        </div>
        {found.length === 0 && <p className={classes['nothing']}>Nothing is called “{text}”.</p>}
      </Modal.Content>
    </Modal.Root>
  );
}
