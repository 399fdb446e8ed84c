import { expect, it } from 'vitest';
import { CREDENTIALS } from '../support/app-process.ts';
import { endpointRows, tile } from './overview-reading.ts';
import { describeInBrowser } from './stage.ts';

const SILENT = {
  fixture: 'silent.mjs',
  isAlone: true,
  environment: { NMD_USERNAME: CREDENTIALS.username, NMD_PASSWORD: CREDENTIALS.password },
};

describeInBrowser('an app that nobody has asked yet', SILENT, (stage) => {
  it('shows the code that fills the page, until the first request does', async () => {
    const page = await stage.visit('/overview');
    await page.getByText('No requests yet').waitFor();
    const code = await page.locator('pre').textContent();
    expect(code).toContain("import * as dashboard from 'node-monitoring-dashboard'");
    expect(code).toContain('dashboard.bind(app)');
    await fetch(`${stage.app.url}/anything`);
    await endpointRows(page).getByRole('link', { name: '(unmatched)' }).waitFor();
  });
});

describeInBrowser('an API that fails', { fixture: 'bookshop.mjs' }, (stage) => {
  it('is named with its reason, and asked again on demand', async () => {
    const page = await stage.visit('/login');
    stage.faults(page).expect(/503 .*api\/endpoints/);
    const detail = 'The database cannot be reached.';
    await page.route('**/api/endpoints?*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        json: { title: 'Unavailable', status: 503, code: 'storage-unavailable', detail },
      }),
    );
    await page.goto(`${stage.url}/overview`);
    const failure = page.getByRole('alert').filter({ hasText: 'The endpoints could not be loaded' });
    await failure.getByText(detail).waitFor();
    await tile(page, 'Requests').waitFor();
    await page.unroute('**/api/endpoints?*');
    await failure.getByRole('button', { name: 'Retry' }).click();
    await endpointRows(page).first().waitFor();
    await failure.waitFor({ state: 'detached' });
  });

  it('is lived with where the events do not come through', async () => {
    const page = await stage.visit('/login');
    stage.faults(page).expect(/502 .*api\/events/);
    await page.route('**/api/events', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
    await page.goto(`${stage.url}/overview?range=15m`);
    await page.getByRole('button', { name: 'Live updates: every 5 s. Pause' }).waitFor();
  });
});
