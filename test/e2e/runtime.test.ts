import { expect, it } from 'vitest';
import type { InstancesAnswer, RuntimeAnswer } from '../../src/api/admin-contract.ts';
import { chartCard, drawnColors, tableRows } from './chart-reading.ts';
import { describeInBrowser } from './stage.ts';

const MINUTE = 60_000;
/** As the table behind a chart writes them. */
const FIGURES = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 5 });

describeInBrowser('runtime', { fixture: 'bookshop.mjs' }, (stage) => {
  it('shows what each process says of itself, as the API has it', async () => {
    await expect.poll(async () => (await rows()).length, { timeout: 60_000 }).toBeGreaterThan(0);
    const page = await stage.visit('/runtime?range=1h');
    const card = chartCard(page, 'Memory of the process');
    await expect.poll(() => drawnColors(card)).toBeGreaterThan(3);
    await card.getByRole('button', { name: 'Show as a table' }).click();
    const { instances } = await stage.api.json<InstancesAnswer>('GET', '/instances');
    // A minute's figure may still grow, here and there.
    await expect.poll(notShown).toEqual([]);

    async function notShown(): Promise<RuntimeAnswer['rows']> {
      const shown = await tableRows(card);
      return (await rows()).filter(({ instance, residentBytes }) => {
        const { host, pid } = instances.find(({ id }) => id === instance) ?? {};
        return !shown.some((cells) => cells[`${host} · ${pid}`] === FIGURES.format(residentBytes));
      });
    }
  });

  async function rows(): Promise<RuntimeAnswer['rows']> {
    const now = Date.now();
    const time = (millis: number): string => new Date(millis).toISOString();
    const range = `from=${time(now - 60 * MINUTE)}&to=${time(now + MINUTE)}`;
    return (await stage.api.json<RuntimeAnswer>('GET', `/runtime?step=1m&${range}`)).rows;
  }
});
