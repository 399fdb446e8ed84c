import { expect, it } from 'vitest';
import { CREDENTIALS } from '../support/app-process.ts';
import { DashboardClient } from '../support/dashboard-client.ts';
import { logIn } from './login-form.ts';
import { endpointRows } from './overview-reading.ts';
import { describeInBrowser } from './stage.ts';

const OVERVIEW = /\/dashboard\/overview$/;

describeInBrowser('login by password', { fixture: 'bookshop.mjs' }, (stage) => {
  it('says that the password is wrong, and lets in who knows it', async () => {
    const page = await stage.visit('/login', { as: null });
    stage.faults(page).expect(/401 .*api\/login/);
    await logIn(page, { ...CREDENTIALS, password: 'guessed' });
    await page.getByRole('alert').getByText('The username or the password is wrong.').waitFor();
    await logIn(page, CREDENTIALS);
    await page.waitForURL(OVERVIEW);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('keeps people out until they log in, and then shows what they asked for', async () => {
    const wanted = '/overview?range=7d&compare=week&version=1.2.0&q=books';
    const page = await stage.visit(wanted, { as: null });
    await page.waitForURL(/\/login\?next=/);
    await logIn(page, CREDENTIALS);
    await page.waitForURL(stage.url + wanted);
    await page.getByRole('button', { name: 'Time range: Last 7 days' }).waitFor();
  });

  it('does not follow a link to another place after the login', async () => {
    const page = await stage.visit(`/login?next=${encodeURIComponent('//example.org/')}`, { as: null });
    await logIn(page, CREDENTIALS);
    await page.waitForURL(OVERVIEW);
  });

  it('ends the session when logging out, so that the way back leads to the login', async () => {
    const page = await stage.visit('/login', { as: null });
    await logIn(page, CREDENTIALS);
    await page.waitForURL(OVERVIEW);
    const [cookie] = await page.context().cookies();
    await page.getByRole('button', { name: 'Account and theme' }).click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Overview' }).count()).toBe(0);
    const withOldCookie = await fetch(`${stage.url}/api/me`, {
      headers: { cookie: `${cookie?.name}=${cookie?.value}` },
    });
    expect(withOldCookie.status).toBe(401);
  });

  it('asks for the login when the session ends meanwhile, and returns to the same view', async () => {
    const view = '/overview?range=7d&compare=week&sort=-p95';
    const page = await stage.visit('/login', { as: null });
    await logIn(page, CREDENTIALS);
    await page.waitForURL(OVERVIEW);
    await page.goto(stage.url + view);
    await endpointRows(page).first().waitFor();
    stage.faults(page).expect(/401 /);
    const [cookie] = await page.context().cookies();
    await endSession(stage.url, `${cookie?.name}=${cookie?.value}`);
    // Something new to ask for.
    await fetch(`${stage.app.url}/books`);
    await page.waitForURL(/\/login\?next=/);
    await logIn(page, CREDENTIALS);
    await page.waitForURL(stage.url + view);
  });
});

describeInBrowser('login by link', { fixture: 'silent.mjs', environment: {} }, (stage) => {
  it('signs in once, and refuses the link the second time', async () => {
    const link = /login (\S+)/.exec(stage.app.output())?.[1] ?? '';
    const page = await stage.visit(stage.app.url + link, { as: null });
    await page.waitForURL(OVERVIEW);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(await page.evaluate(() => history.length), 'the token stays in no history').toBeLessThanOrEqual(2);

    const second = await stage.visit(stage.app.url + link, { as: null });
    stage.faults(second).expect(/401 .*api\/login/);
    await second.getByRole('alert').getByText('This login link was already used').waitFor();
    expect(second.url()).not.toContain('token');
  });
});

describeInBrowser(
  'login in production',
  { fixture: 'silent.mjs', environment: { NODE_ENV: 'production' } },
  (stage) => {
    it('is refused without credentials, and the page says what to set', async () => {
      const page = await stage.visit('/login', { as: null });
      const reason = await page.getByRole('alert').textContent();
      expect(reason).toContain('Nobody can log in');
      expect(reason).toMatch(/NMD_USERNAME|username/);
      expect(await page.getByRole('button', { name: 'Log in' }).count()).toBe(0);
      const attempt = new DashboardClient(stage.app.url).call('POST', '/login', {
        username: 'admin',
        password: 'admin',
      });
      expect((await attempt).status).toBe(403);
    });
  },
);

/** From elsewhere, as an admin or the clock would. */
async function endSession(url: string, cookie: string): Promise<void> {
  const me = await fetch(`${url}/api/me`, { headers: { cookie } });
  const { csrfToken } = (await me.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/logout`, { method: 'POST', headers: { cookie, 'x-csrf-token': csrfToken } });
  expect(answer.ok).toBe(true);
}
