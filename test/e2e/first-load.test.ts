import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { chartCard, drawnColors } from './chart-reading.ts';
import { endpointRows } from './overview-reading.ts';
import { describeInBrowser } from './stage.ts';

const MOST_BYTES = 400_000;

interface Transfer {
  readonly path: string;
  readonly encoding: string;
  /** Of the body as it came over the wire. */
  readonly bytes: number;
  readonly headBytes: number;
}

describeInBrowser('first load', { fixture: 'bookshop.mjs' }, (stage) => {
  it('takes less than 400 kB of gzipped files until the overview’s charts are drawn', async () => {
    const page = await stage.visit('about:blank');
    await page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
    const transfers = await watchTransfers(page);
    await page.goto(`${stage.url}/overview`);
    await endpointRows(page).first().waitFor();
    await expect.poll(() => drawnColors(chartCard(page, 'Requests over time'))).toBeGreaterThan(5);

    const files = transfers.filter(({ path }) => !path.includes('/api/'));
    const data = transfers.filter(({ path }) => path.includes('/api/'));
    const heads = sum(transfers.map(({ headBytes }) => headBytes));
    const code = files.filter(({ path }) => path.endsWith('.js'));
    console.log(
      `first load: ${kilobytes(total(files))} in ${files.length} files (${kilobytes(total(code))} of code), ` +
        `${kilobytes(total(data))} of data in ${data.length} answers, ${kilobytes(heads)} of headers`,
    );
    expect(code.length).toBeGreaterThan(5);
    expect(new Set(code.map(({ encoding }) => encoding))).toEqual(new Set(['gzip']));
    expect(total(files)).toBeLessThan(MOST_BYTES);
  });
});

async function watchTransfers(page: Page): Promise<readonly Transfer[]> {
  const transfers: Transfer[] = [];
  const begun = new Map<string, Omit<Transfer, 'bytes'>>();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const encoding = response.headers['content-encoding'] ?? response.headers['Content-Encoding'] ?? 'none';
    const { pathname } = new URL(response.url);
    begun.set(requestId, { path: pathname, encoding, headBytes: response.encodedDataLength });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const answer = begun.get(requestId);
    if (answer !== undefined) transfers.push({ ...answer, bytes: encodedDataLength - answer.headBytes });
  });
  return transfers;
}

function total(transfers: readonly Transfer[]): number {
  return sum(transfers.map(({ bytes }) => bytes));
}

function sum(values: readonly number[]): number {
  return values.reduce((left, right) => left + right, 0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
