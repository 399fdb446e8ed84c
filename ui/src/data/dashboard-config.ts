import type { DashboardConfig } from '../../../src/api/contract.ts';

const DEFAULTS: DashboardConfig = {
  brandName: '',
  titleName: 'Monitoring dashboard',
  description: '',
  showLoginBanner: true,
  showLoginFooter: true,
  timezone: 'UTC',
  lockedReason: null,
  packageVersion: '',
};

/** What the server wrote into the page; the template's own `{}` while developing. */
export const dashboardConfig: DashboardConfig = {
  ...DEFAULTS,
  ...(JSON.parse(document.getElementById('dashboard-config')?.textContent ?? '{}') as Partial<DashboardConfig>),
};
