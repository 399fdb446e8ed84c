import { useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { liveFeed } from '../../data/live.ts';
import { Toasts } from '../toasts.tsx';
import classes from './shell.module.css';
import { ShellContext, type ShellState, type Surface } from './shell-state.ts';
import { useShortcuts } from './shortcuts.ts';
import { SideNav } from './side-nav.tsx';
import { TopBar } from './top-bar.tsx';

const HelpDialog = lazy(() => import('./help-dialog.tsx').then(({ HelpDialog }) => ({ default: HelpDialog })));
const NavDrawer = lazy(() => import('./nav-drawer.tsx').then(({ NavDrawer }) => ({ default: NavDrawer })));
const OwnPasswordDialog = lazy(() =>
  import('./own-password-dialog.tsx').then(({ OwnPasswordDialog }) => ({ default: OwnPasswordDialog })),
);
const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

/** What stays while pages change. */
export function Shell() {
  const [open, show] = useState<Surface | null>(null);
  const state = useMemo<ShellState>(() => ({ open, show }), [open]);
  useLiveData();
  useShortcuts(state);
  return (
    <ShellContext value={state}>
      <button type="button" className={classes['skip']} onClick={() => document.getElementById('main')?.focus()}>
        Skip to content
      </button>
      <TopBar />
      <div className={classes['body']}>
        <SideNav />
        <main id="main" tabIndex={-1} className={classes['main']}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        {open === 'help' && <HelpDialog />}
        {open === 'nav' && <NavDrawer />}
        {open === 'palette' && <Palette />}
        {open === 'password' && <OwnPasswordDialog />}
      </Suspense>
      <Toasts />
    </ShellContext>
  );
}

function useLiveData(): void {
  const queryClient = useQueryClient();
  useEffect(
    () =>
      liveFeed.start(() => {
        const predicate = ({ meta }: { readonly meta: Record<string, unknown> | undefined }): boolean =>
          meta?.['settled'] !== true;
        return queryClient.invalidateQueries({ queryKey: ['live'], predicate }, { cancelRefetch: false });
      }),
    [queryClient],
  );
}
