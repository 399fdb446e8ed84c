import type { PageTab } from '../page-entry.ts';

/** The parts of the configuration, in this order. A part is one lazily loaded file and one line here. */
export const CONFIGURATION_TABS: readonly PageTab[] = [
  { segment: '', label: 'Settings', load: () => import('./settings-tab.tsx') },
  { segment: 'users', label: 'Users', load: () => import('./users/users-tab.tsx') },
  { segment: 'tokens', label: 'API tokens', load: () => import('./tokens/tokens-tab.tsx') },
  { segment: 'versions', label: 'Versions', load: () => import('./versions-tab.tsx') },
];
