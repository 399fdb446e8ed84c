import { expect, it } from 'vitest';
import type { GraphPointsAnswer, GraphsAnswer } from '../../src/api/graph-contract.ts';
import { chartCard, drawnColors, tableBehind } from './chart-reading.ts';
import { describeInBrowser } from './stage.ts';

describeInBrowser('custom graphs', { fixture: 'bookshop.mjs' }, (stage) => {
  it('are drawn with the values that the API has', async () => {
    await expect.poll(async () => (await points('Stock')).length).toBeGreaterThan(2);
    const page = await stage.visit('/custom_graphs?range=1h');
    const card = chartCard(page, 'Stock');
    await card.getByText(/^every 1 s · next /).waitFor();
    await expect.poll(() => drawnColors(card)).toBeGreaterThan(3);
    const shown = (await tableBehind(card)).map((cells) => Number(cells['Stock'])).filter((value) => value > 0);
    expect(shown.length).toBeGreaterThan(0);
    expect(Math.min(...shown)).toBeGreaterThanOrEqual(23);
  });

  it('have a line for each name, also below zero, and a legend that hides them', async () => {
    const page = await stage.visit('/custom_graphs?range=1h');
    const card = chartCard(page, 'Shelf');
    await card.getByRole('button', { name: 'used', exact: true }).click();
    const rows = await tableBehind(card);
    expect(Object.keys(rows[0] ?? {})).toEqual(['Time', 'free']);
  });

  it('say what their function threw', async () => {
    const page = await stage.visit('/custom_graphs?range=1h');
    await chartCard(page, 'Printer').getByText('Error: out of paper').waitFor();
  });

  async function points(title: string): Promise<GraphPointsAnswer['points']> {
    const { graphs } = await stage.api.json<GraphsAnswer>('GET', '/graphs');
    const id = graphs.find((graph) => graph.title === title)?.id ?? 0;
    return id === 0 ? [] : (await stage.api.json<GraphPointsAnswer>('GET', `/graphs/${id}`)).points;
  }
});
