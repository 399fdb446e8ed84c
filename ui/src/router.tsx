import type { QueryClient } from '@tanstack/react-query';
import {
  type AnyRoute,
  type AnyRouter,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Shell } from './components/shell/shell.tsx';
import { LoadFailure } from './components/states/load-failure.tsx';
import { PageSkeleton } from './components/states/page-skeleton.tsx';
import { dashboardConfig } from './data/dashboard-config.ts';
import { BASE_PATH } from './data/mount.ts';
import { sessionQuery } from './data/session.ts';
import { parseSearch, type Search, stringifySearch } from './data/view.ts';
import { NotFoundPage } from './pages/not-found/not-found-page.tsx';
import type { PageEntry } from './pages/page-entry.ts';
import { PAGES, START_PATH } from './pages/page-table.ts';

const LOGIN_PATH = '/login';

export function createAppRouter(queryClient: QueryClient): AnyRouter {
  const root = createRootRoute({
    component: Outlet,
    notFoundComponent: NotFoundPage,
    errorComponent: ({ error, reset }) => <LoadFailure error={error as Error} what="This page" retry={reset} />,
    validateSearch: (search: Search): Search => search,
  });
  const start = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: START_PATH as never, replace: true });
    },
  });
  const login = createRoute({
    getParentRoute: () => root,
    path: LOGIN_PATH,
    component: lazyRouteComponent(() => import('./pages/login/login-page.tsx'), 'Page'),
  });
  const shell = createRoute({
    getParentRoute: () => root,
    id: 'shell',
    component: Shell,
    beforeLoad: async ({ location, matches, preload }) => {
      const page = PAGES.find(({ path }) => matches.some(({ fullPath }) => fullPath === path));
      // Files need no session. Left to the router they would wait for it.
      void page?.load().catch(() => {});
      await requireSession(queryClient, location.publicHref);
      // What fails is shown by the page, which asks the same.
      if (!preload) void page?.prefetch?.(queryClient, location.search as Search).catch(() => {});
    },
    pendingComponent: () => null,
  });
  const pages = PAGES.map((entry) => pageRoute(shell, entry));
  return createRouter({
    routeTree: root.addChildren([start, login, shell.addChildren(pages)]),
    basepath: BASE_PATH === '' ? '/' : BASE_PATH,
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPreloadDelay: 30,
  }) as AnyRouter;
}

function pageRoute(parent: AnyRoute, { path, load, openingRange, tabs = [] }: PageEntry): AnyRoute {
  const page = createRoute({
    getParentRoute: () => parent,
    path,
    component: lazyRouteComponent(load, 'Page'),
    pendingComponent: PageSkeleton,
    pendingMs: 150,
    staticData: openingOf(openingRange),
  });
  const below = tabs.map(({ segment, load: loadTab, openingRange: opening }) =>
    createRoute({
      getParentRoute: () => page,
      path: segment === '' ? '/' : segment,
      component: lazyRouteComponent(loadTab, 'Tab'),
      pendingComponent: PageSkeleton,
      pendingMs: 150,
      staticData: openingOf(opening),
    }),
  );
  return below.length === 0 ? page : page.addChildren(below);
}

function openingOf(openingRange: string | undefined): { readonly openingRange?: string } {
  return openingRange === undefined ? {} : { openingRange };
}

async function requireSession(queryClient: QueryClient, wanted: string): Promise<void> {
  const toLogin = redirect({ to: LOGIN_PATH as never, search: { next: wanted } as never, replace: true });
  if (dashboardConfig.lockedReason !== null) throw toLogin;
  if ((await queryClient.ensureQueryData(sessionQuery)) !== null) return;
  // Somebody may sign in meanwhile, in another tab.
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  throw toLogin;
}

/** After the session ended: to the login page, and from there back to the same view. */
export function openLogin(router: AnyRouter): void {
  const { pathname, publicHref } = router.state.location;
  if (pathname === LOGIN_PATH) return;
  void router.navigate({ to: LOGIN_PATH, search: { next: publicHref }, replace: true } as never);
}
