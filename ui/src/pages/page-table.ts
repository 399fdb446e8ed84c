import {
  IconCalendarTime,
  IconChartBar,
  IconChartCandle,
  IconChartHistogram,
  IconCpu,
  IconDatabase,
  IconHeartRateMonitor,
  IconLayoutDashboard,
  IconReportAnalytics,
  IconSettings,
  IconStatusChange,
  IconVersions,
} from '@tabler/icons-react';
import { endpointsQuery } from '../data/use-endpoints.ts';
import { parseView } from '../data/view.ts';
import { CONFIGURATION_TABS } from './configuration/configuration-tabs.ts';
import { ENDPOINT_TABS } from './endpoint/endpoint-tabs.ts';
import type { PageEntry } from './page-entry.ts';

/** Every page inside the shell, in the order of the navigation. A page is one lazily loaded folder and one line here. */
export const PAGES: readonly PageEntry[] = [
  {
    path: '/overview',
    load: () => import('./overview/overview-page.tsx'),
    prefetch: (queryClient, search) => queryClient.ensureQueryData(endpointsQuery(parseView(search).time)),
    nav: { label: 'Overview', icon: IconLayoutDashboard },
  },
  {
    path: '/hourly_load',
    load: () => import('./hourly-load/hourly-load-page.tsx'),
    nav: { label: 'Hourly API utilization', icon: IconCalendarTime },
    openingRange: '14d',
  },
  {
    path: '/daily_utilization',
    load: () => import('./daily-utilization/daily-utilization-page.tsx'),
    nav: { label: 'Daily API utilization', icon: IconChartBar },
    openingRange: '14d',
  },
  {
    path: '/multi_version',
    load: () => import('./multi-version/multi-version-page.tsx'),
    nav: { label: 'Multi-version API utilization', icon: IconVersions },
    openingRange: '30d',
  },
  {
    path: '/api_performance',
    load: () => import('./api-performance/api-performance-page.tsx'),
    nav: { label: 'API performance', icon: IconChartCandle },
  },
  {
    path: '/status_code_distribution',
    load: () => import('./status-codes/status-codes-page.tsx'),
    nav: { label: 'Status codes', icon: IconStatusChange },
  },
  {
    path: '/reporting',
    load: () => import('./reporting/reporting-page.tsx'),
    nav: { label: 'Reports', icon: IconReportAnalytics },
  },
  {
    path: '/custom_graphs',
    load: () => import('./custom-graphs/custom-graphs-page.tsx'),
    nav: { label: 'Custom graphs', icon: IconChartHistogram },
  },
  {
    path: '/runtime',
    load: () => import('./runtime/runtime-page.tsx'),
    nav: { label: 'Runtime', icon: IconCpu },
  },
  { path: '/endpoint/$id', load: () => import('./endpoint/endpoint-page.tsx'), nav: null, tabs: ENDPOINT_TABS },
  {
    path: '/configuration',
    load: () => import('./configuration/configuration-page.tsx'),
    nav: { label: 'Configuration', icon: IconSettings, section: 'Administration' },
    tabs: CONFIGURATION_TABS,
  },
  {
    path: '/database_management',
    load: () => import('./database-management/database-management-page.tsx'),
    nav: { label: 'Database management', icon: IconDatabase, section: 'Administration' },
  },
  {
    path: '/monitor_health',
    load: () => import('./monitor-health/monitor-health-page.tsx'),
    nav: { label: 'Monitor health', icon: IconHeartRateMonitor, section: 'Administration' },
  },
];

export const START_PATH = '/overview';
