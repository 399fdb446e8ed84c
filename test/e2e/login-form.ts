import type { Page } from 'playwright-core';
import type { CREDENTIALS } from '../support/app-process.ts';

export async function logIn(page: Page, { username, password }: typeof CREDENTIALS): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}
