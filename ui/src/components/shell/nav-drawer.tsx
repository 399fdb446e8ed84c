import './dialog-styles.ts';
import { Drawer } from '@mantine/core';
import { NavList } from './nav-list.tsx';
import { useShell } from './shell-state.ts';

/** The navigation where there is no room for it beside the page. */
export function NavDrawer() {
  const { show } = useShell();
  const close = (): void => show(null);
  return (
    <Drawer opened onClose={close} title="Pages" size={260} closeButtonProps={{ 'aria-label': 'Close' }}>
      <nav aria-label="Pages">
        <NavList collapsed={false} onOpen={close} />
      </nav>
    </Drawer>
  );
}
