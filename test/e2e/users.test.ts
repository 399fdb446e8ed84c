import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { UsersAnswer } from '../../src/api/user-contract.ts';
import { CREDENTIALS, pause } from '../support/app-process.ts';
import { logIn } from './login-form.ts';
import { describeInBrowser, GUEST } from './stage.ts';

describeInBrowser('users', { fixture: 'bookshop.mjs', isAlone: true }, (stage) => {
  it('are added, changed and deleted by an admin, and signed out by that', async () => {
    // Where an earlier try ended.
    for (const { id, username } of await users())
      if (username === 'eve') await stage.api.call('DELETE', `/users/${id}`);
    const page = await stage.visit('/configuration/users');
    const table = page.getByRole('group', { name: 'Users', exact: true });
    const rowOf = (username: string) => table.getByRole('row').filter({ hasText: username });
    await rowOf(CREDENTIALS.username).getByText('by the password of the settings').waitFor();
    await page.getByRole('button', { name: 'Add a user…' }).click();
    const adding = page.getByRole('dialog', { name: 'Add a user' });
    await adding.getByRole('textbox', { name: 'Username' }).fill(GUEST.username);
    await adding.getByLabel('Password', { exact: true }).fill('seven77');
    expect(await adding.getByRole('button', { name: 'Add', exact: true }).isDisabled()).toBe(true);
    await adding.getByLabel('Password', { exact: true }).fill('eight888');
    await adding.getByRole('radio', { name: 'Admin' }).check();
    stage.faults(page).expect(/409 .*api\/users/);
    await adding.getByRole('button', { name: 'Add', exact: true }).click();
    await adding.getByRole('alert').getByText('There is a user of this name already.').waitFor();
    await adding.getByRole('textbox', { name: 'Username' }).fill('eve');
    await adding.getByRole('button', { name: 'Add', exact: true }).click();
    await adding.waitFor({ state: 'hidden' });
    await rowOf('eve').getByText('by password').waitFor();
    expect((await users()).find(({ username }) => username === 'eve')).toMatchObject({ role: 'admin' });

    const eve = await stage.visit('/configuration/users', { as: { username: 'eve', password: 'eight888' } });
    await eve.getByText('you', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Role of eve' }).selectOption('guest');
    await expect.poll(async () => (await users()).find(({ username }) => username === 'eve')?.role).toBe('guest');
    stage.faults(eve).expect(/401 .*api\//);
    await eve.getByRole('link', { name: 'Overview' }).click();
    await eve.getByRole('button', { name: 'Log in' }).waitFor();

    await page.getByRole('button', { name: 'Set a password for eve' }).click();
    const setting = page.getByRole('dialog', { name: 'Set a password for eve' });
    await setting.getByLabel('New password', { exact: true }).fill('nine99999');
    await setting.getByRole('button', { name: 'Set it' }).click();
    await setting.waitFor({ state: 'hidden' });
    await logIn(eve, { username: 'eve', password: 'nine99999' });
    await eve.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();

    await page.getByRole('button', { name: 'Delete eve' }).click();
    const removing = page.getByRole('dialog', { name: 'Delete eve?' });
    await removing.getByRole('button', { name: 'Keep it' }).click();
    await removing.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Delete eve' }).click();
    await removing.getByRole('button', { name: 'Delete', exact: true }).click();
    await rowOf('eve').waitFor({ state: 'detached' });
    expect((await users()).map(({ username }) => username)).toEqual([CREDENTIALS.username, GUEST.username]);
  });

  it('change their own password, and stay signed in, whatever is being asked meanwhile', async () => {
    const someone = { username: `someone-${randomUUID()}`, password: 'only looking around' };
    expect((await stage.api.call('POST', '/users', { ...someone, role: 'guest' })).ok).toBe(true);
    const page = await stage.visit('/overview', { as: someone });
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route(/api\/endpoints/, async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
    await page.getByRole('button', { name: 'Account and theme' }).click();
    await page.getByRole('button', { name: 'Change your password' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change your password' });
    await dialog.getByLabel('Current password', { exact: true }).fill('guessed at');
    await dialog.getByLabel('New password', { exact: true }).fill('only looking closely');
    let isSent = false;
    page.on('request', (request) => {
      isSent ||= request.url().endsWith('api/password');
    });
    stage.faults(page).expect(/403 .*api\/password/);
    await dialog.getByRole('button', { name: 'Change it' }).click();
    await pause(500);
    expect(isSent).toBe(false);
    letGo();
    await dialog.getByRole('alert').getByText('The current password is wrong.').waitFor();
    await dialog.getByLabel('Current password', { exact: true }).fill(someone.password);
    await dialog.getByRole('button', { name: 'Change it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.goto(`${stage.url}/configuration/users`);
    await page.getByText('Only admins see the users').waitFor();
    const again = await stage.visit('/login', { as: null });
    await logIn(again, { ...someone, password: 'only looking closely' });
    await again.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  });

  async function users(): Promise<UsersAnswer['users']> {
    return (await stage.api.json<UsersAnswer>('GET', '/users')).users;
  }
});
