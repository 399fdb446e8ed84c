import { expect, it } from 'vitest';
import type { InstancesAnswer, RuntimeAnswer } from '../../src/api/admin-contract.ts';
import { chartCard, drawnColors, tableBehind } from './chart-reading.ts';
import { describeInBrowser } from './stage.ts';

const MINUTE = 60_000;

describeInBrowser('runtime', { fixture: 'bookshop.mjs' }, (stage) => {
  it('shows what each process says of itself, as the API has it', async () => {
    await expect.poll(async () => (await rows()).length, { timeout: 60_000 }).toBeGreaterThan(0);
    const page = await stage.visit('/runtime?range=1h');
    const card = chartCard(page, 'Memory of the process');
    await expect.poll(() => drawnColors(card)).toBeGreaterThan(3);
    const shown = await tableBehind(card);
    const { instances } = await stage.api.json<InstancesAnswer>('GET', '/instances');
    const [row] = await rows();
    const { host, pid } = instances.find(({ id }) => id === row?.instance) ?? {};
    const values = shown.map((cells) => cells[`${host} · ${pid}`]).filter((value) => Number(value) > 0);
    expect(values.map(Number)).toContain(row?.residentBytes);
  });

  async function rows(): Promise<RuntimeAnswer['rows']> {
    const now = Date.now();
    const time = (millis: number): string => new Date(millis).toISOString();
    const range = `from=${time(now - 60 * MINUTE)}&to=${time(now + MINUTE)}`;
    return (await stage.api.json<RuntimeAnswer>('GET', `/runtime?step=1m&${range}`)).rows;
  }
});
