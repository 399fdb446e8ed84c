import { expect, it } from 'vitest';
import type { TokensAnswer } from '../../src/api/token-contract.ts';
import { CREDENTIALS } from '../support/app-process.ts';
import { describeInBrowser, GUEST } from './stage.ts';

describeInBrowser('API tokens', { fixture: 'bookshop.mjs' }, (stage) => {
  it('are made, copied, used and revoked', async () => {
    const page = await stage.visit('/configuration/tokens');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByText('No token yet').waitFor();
    await page.getByRole('button', { name: 'New token…' }).click();
    const form = page.getByRole('dialog', { name: 'New API token' });
    const make = form.getByRole('button', { name: 'Make token' });
    expect(await make.isDisabled()).toBe(true);
    await form.getByRole('textbox', { name: 'Name' }).fill('Nightly export');
    await form.getByRole('checkbox', { name: 'read all that a guest may' }).uncheck();
    expect(await make.isDisabled()).toBe(true);
    await form.getByRole('checkbox', { name: 'export' }).first().check();
    await form.getByRole('combobox', { name: 'Expires after' }).selectOption('30 days');
    await make.click();

    const dialog = page.getByRole('dialog', { name: 'Secret of Nightly export' });
    const secret = await dialog.getByRole('textbox', { name: 'Secret' }).inputValue();
    expect(secret).toMatch(/^nmd_[\w-]{43}$/);
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByText('Copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    await page.mouse.click(5, 5);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.content()).not.toContain(secret);

    const ask = async (): Promise<number> =>
      (await fetch(`${stage.url}/api/endpoints`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect(await ask()).toBe(403);
    const { tokens } = await stage.api.json<TokensAnswer>('GET', '/tokens');
    expect(tokens).toMatchObject([{ name: 'Nightly export', scopes: ['export'], createdBy: CREDENTIALS.username }]);
    await page.reload();
    await page.getByRole('cell', { name: 'export', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
    const question = page.getByRole('dialog', { name: 'Revoke Nightly export?' });
    await question.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No token yet').waitFor();
    expect(await ask()).toBe(401);
  });

  it('say when a name is taken', async () => {
    await stage.api.json('POST', '/tokens', { name: 'Grafana', scopes: ['read'] });
    const page = await stage.visit('/configuration/tokens');
    await page.getByRole('button', { name: 'Revoke Grafana' }).waitFor();
    await page.getByRole('button', { name: 'New token…' }).click();
    const form = page.getByRole('dialog', { name: 'New API token' });
    await form.getByRole('textbox', { name: 'Name' }).fill('Grafana');
    stage.faults(page).expect(/409/);
    await form.getByRole('button', { name: 'Make token' }).click();
    await form.getByText('There is an API token named "Grafana" already.').waitFor();
  });

  it('are no concern of guests', async () => {
    const page = await stage.visit('/configuration/tokens', { as: GUEST });
    await page.getByText('Only admins see API tokens').waitFor();
    expect(await page.getByRole('heading', { name: 'API tokens' }).count()).toBe(0);
  });
});
