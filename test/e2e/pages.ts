import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { chartCard, drawnColors } from './chart-reading.ts';

/** A page, and what it is about. */
export interface PageUnderTest {
  /** Below the dashboard; `:id` is an endpoint's. */
  readonly path: string;
  readonly heading: string;
  /** Title of a chart, or of a panel, that the page is about. */
  readonly subject: string;
  readonly hasChart: boolean;
  /** What an app shows there that nobody has asked yet. @default NO_REQUESTS */
  readonly whenNew?: WhenNew;
}

/** A text, and a line of the code that fills the page if there is one; or a chart that fills by itself. */
export type WhenNew = { readonly text: string; readonly code?: string } | { readonly chart: string };

const NO_REQUESTS: WhenNew = { text: 'No requests yet', code: 'dashboard.bind(app)' };

export const APP_PAGES: readonly PageUnderTest[] = [
  { path: '/overview', heading: 'Overview', subject: 'Requests over time', hasChart: true },
  { path: '/hourly_load', heading: 'Hourly API utilization', subject: 'Hourly utilization', hasChart: true },
  { path: '/daily_utilization', heading: 'Daily API utilization', subject: 'Requests per day', hasChart: true },
  {
    path: '/multi_version',
    heading: 'Multi-version API utilization',
    subject: 'Share of each version’s requests',
    hasChart: true,
  },
  { path: '/api_performance', heading: 'API performance', subject: 'Duration by endpoint', hasChart: true },
  { path: '/status_code_distribution', heading: 'Status codes', subject: 'Status codes over time', hasChart: true },
  {
    path: '/custom_graphs',
    heading: 'Custom graphs',
    subject: 'Stock',
    hasChart: false,
    whenNew: { text: 'No graphs yet', code: 'monitor.addGraph(' },
  },
  {
    path: '/runtime',
    heading: 'Runtime',
    subject: 'Event-loop utilisation',
    // Empty for the first seconds of a process, which is no fault.
    hasChart: false,
    whenNew: { chart: 'Memory of the process' },
  },
  { path: '/reporting', heading: 'Reports', subject: 'Verdicts', hasChart: false },
];

export const ADMINISTRATION_PAGES: readonly PageUnderTest[] = [
  administration('/configuration', 'Configuration', { subject: 'Settings', text: 'monitorLevel' }),
  administration('/database_management', 'Database management', { subject: 'Retention', text: 'No endpoint yet' }),
  administration('/monitor_health', 'Monitor health', {
    subject: 'Records',
    text: 'Everything that was recorded is stored or about to be.',
  }),
];

/** Besides the first one. */
export const CONFIGURATION_PAGES: readonly PageUnderTest[] = [
  administration('/configuration/users', 'Configuration', {
    subject: 'Users',
    text: 'by the password of the settings',
  }),
  administration('/configuration/tokens', 'Configuration', { subject: 'API tokens', text: 'No token yet' }),
  administration('/configuration/versions', 'Configuration', { subject: 'Deployment', text: 'No request yet' }),
];

export const ENDPOINT_PAGES: readonly PageUnderTest[] = [
  { path: '/endpoint/:id', heading: 'GET /books/:id', subject: 'Latency over time', hasChart: true },
  { path: '/endpoint/:id/hourly_load', heading: 'GET /books/:id', subject: 'Hourly utilization', hasChart: true },
  {
    path: '/endpoint/:id/status_code_distribution',
    heading: 'GET /books/:id',
    subject: 'Status codes over time',
    hasChart: true,
  },
  { path: '/endpoint/:id/versions', heading: 'GET /books/:id', subject: 'Duration by version', hasChart: true },
  { path: '/endpoint/:id/users', heading: 'GET /books/:id', subject: 'Duration by user', hasChart: true },
  { path: '/endpoint/:id/ips', heading: 'GET /books/:id', subject: 'Duration by IP address', hasChart: true },
  { path: '/endpoint/:id/version_user', heading: 'GET /books/:id', subject: 'Users by version', hasChart: true },
  { path: '/endpoint/:id/version_ip', heading: 'GET /books/:id', subject: 'IP addresses by version', hasChart: true },
  { path: '/endpoint/:id/profiler', heading: 'GET /books/:id', subject: 'Profiled requests', hasChart: false },
  { path: '/endpoint/:id/grouped-profiler', heading: 'GET /books/:id', subject: 'Flame graph', hasChart: true },
  { path: '/endpoint/:id/outliers', heading: 'GET /books/:id', subject: 'CPU at outliers', hasChart: true },
];

/** Until it has what it is about. */
export async function settled(page: Page, { heading, subject, hasChart }: PageUnderTest): Promise<void> {
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  const card = chartCard(page, subject);
  await card.waitFor();
  if (!hasChart) return;
  for (let tries = 0; (await drawnColors(card)) < 5; tries++) {
    if (tries === 50) throw new Error(`${subject} stays blank`);
    await page.waitForTimeout(200);
  }
}

/** Until an app that nobody has asked yet shows there what it has. */
export async function settledWhenNew(page: Page, { heading, whenNew = NO_REQUESTS }: PageUnderTest): Promise<void> {
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  if ('chart' in whenNew) {
    await expect.poll(() => drawnColors(chartCard(page, whenNew.chart))).toBeGreaterThan(3);
    return;
  }
  await page.getByText(whenNew.text, { exact: true }).waitFor();
  if (whenNew.code === undefined) return;
  const code = page.getByRole('region', { name: 'Code' });
  expect(await code.textContent()).toContain(whenNew.code);
  // What sticks out of its panel is cut off there, which makes the page no wider.
  const { x, width } = (await code.boundingBox()) ?? { x: -1, width: 0 };
  expect(x).toBeGreaterThan(0);
  expect(x + width).toBeLessThan(page.viewportSize()?.width ?? 0);
}

/** `text`: what it says on an empty database. */
function administration(path: string, heading: string, says: { subject: string; text: string }): PageUnderTest {
  return { path, heading, subject: says.subject, hasChart: false, whenNew: { text: says.text } };
}
