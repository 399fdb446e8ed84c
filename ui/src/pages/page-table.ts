import { type Icon, IconLayoutDashboard } from '@tabler/icons-react';
import type { ComponentType } from 'react';

export interface PageEntry {
  /** As a router path: `/endpoint/$id`. */
  readonly path: string;
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
  /** Shown in the navigation and the palette; null for pages that need an id. */
  readonly nav: { readonly label: string; readonly icon: Icon } | null;
}

/** Every page inside the shell, in the order of the navigation. A page is one lazily loaded folder and one line here. */
export const PAGES: readonly PageEntry[] = [
  {
    path: '/overview',
    load: () => import('./overview/overview-page.tsx'),
    nav: { label: 'Overview', icon: IconLayoutDashboard },
  },
  { path: '/endpoint/$id', load: () => import('./endpoint/endpoint-page.tsx'), nav: null },
];

export const START_PATH = '/overview';
