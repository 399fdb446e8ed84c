import { describe, expect, it } from 'vitest';
import type { DashboardConfig } from '../api/contract.ts';
import { renderPage } from './page.ts';

const config: DashboardConfig = {
  brandName: 'Brand',
  titleName: 'Shop & <co>',
  description: '</script><script>alert(1)</script>',
  showLoginBanner: true,
  showLoginFooter: true,
  timezone: 'UTC',
  lockedReason: null,
  packageVersion: '1',
};
const template = '<title>x</title><base href="./"><script type="application/json" id="dashboard-config">{}</script>';

describe('renderPage', () => {
  it.each([
    ['/overview', './'],
    ['/endpoint/3', '../'],
    ['/endpoint/3/outliers', '../../'],
    ['/', './'],
  ])('leads back from %s to the root by %s', (path, base) => {
    expect(renderPage(template, config, path)).toContain(`<base href="${base}">`);
  });

  it('escapes what the owner configured', () => {
    const page = renderPage(template, config, '/overview');
    expect(page).toContain('<title>Shop &#38; &#60;co&#62;</title>');
    expect(page.match(/<script/g)).toHaveLength(1);
    const json = /dashboard-config">([^<]*)</.exec(page)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual(config);
  });
});
