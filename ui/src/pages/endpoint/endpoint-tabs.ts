import type { PageTab } from '../page-entry.ts';

/** The views of one endpoint, in this order. A view is one lazily loaded file and one line here. */
export const ENDPOINT_TABS: readonly PageTab[] = [
  { segment: '', label: 'Summary', load: () => import('./summary-tab.tsx') },
  {
    segment: 'hourly_load',
    label: 'Hourly utilization',
    load: () => import('./hourly-tab.tsx'),
    openingRange: '14d',
  },
  { segment: 'status_code_distribution', label: 'Status codes', load: () => import('./status-tab.tsx') },
  { segment: 'versions', label: 'Versions', load: () => import('./versions-tab.tsx'), openingRange: '30d' },
  { segment: 'users', label: 'Users', load: () => import('./users-tab.tsx'), openingRange: '30d' },
  { segment: 'ips', label: 'IPs', load: () => import('./ips-tab.tsx'), openingRange: '30d' },
  {
    segment: 'version_user',
    label: 'User × version',
    load: () => import('./version-user-tab.tsx'),
    openingRange: '30d',
  },
  { segment: 'version_ip', label: 'IP × version', load: () => import('./version-ip-tab.tsx'), openingRange: '30d' },
];
