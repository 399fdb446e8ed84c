import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startApp, temporaryFolder } from '../support/app-process.ts';
import { readStoredRequests } from '../support/stored-requests.ts';

async function endedBy(ending: string, signal?: NodeJS.Signals, environment: Record<string, string> = {}) {
  const file = join(temporaryFolder(), 'nmd.db');
  const app = await startApp('ends.mjs', { NMD_DATABASE: `sqlite:///${file}`, ENDING: ending, ...environment });
  const result = await (signal === undefined ? app.ended : app.kill(signal));
  return { result, output: app.output(), stored: await readStoredRequests(file, '/work') };
}

describe('a process that ends loses nothing it had recorded', () => {
  it.each([
    ['process.exit', undefined, 3],
    ['uncaught', undefined, 1],
    ['rejection', undefined, 1],
    ['out-of-work', undefined, 0],
    ['signal', 'SIGTERM', 'SIGTERM'],
    ['signal', 'SIGINT', 'SIGINT'],
    ['app-handles-sigterm', 'SIGTERM', 0],
    ['other-exit-library', 'SIGTERM', 'SIGTERM'],
  ] as const)('by %s %s', async (ending, signal, expected) => {
    const { result, output, stored } = await endedBy(ending, signal);
    expect(result, output).toBe(expected);
    expect(stored).toBe(50);
    if (ending === 'app-handles-sigterm') expect(output).toContain('the app closes itself');
    if (ending === 'other-exit-library') expect(output).toContain('the other library saw the end');
  });

  it('and by SIGKILL at most the last second', async () => {
    const { stored } = await endedBy('signal', 'SIGKILL', { WAIT_MILLIS: '1500' });
    expect(stored).toBe(50);
  });
});
