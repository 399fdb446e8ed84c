import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { hasOwnerEnded, NO_OWNER, ownerToken } from './spill-owner.ts';

const MINUTE = 60_000;

function tokenOf(pid: number, id = 'aaaaaaaa-0000-4000-8000-000000000000'): string {
  return ownerToken({ id, host: hostname(), pid });
}

const self = tokenOf(process.pid);

describe('the owner of a spill file', () => {
  it('has not ended while its process runs, however silent it is', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const owner = tokenOf(child.pid ?? 0);
    expect(hasOwnerEnded(owner, self, 0)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(hasOwnerEnded(owner, self, 0)).toBe(true);
  });

  it('has not ended when it is another monitor of this process', () => {
    expect(hasOwnerEnded(tokenOf(process.pid, 'bbbbbbbb-0000-4000-8000-000000000000'), self, 0)).toBe(false);
  });

  it.runIf(process.platform === 'linux')('has ended when its process id is another process now', () => {
    const [machine, pid, start, id] = self.split('.');
    expect(hasOwnerEnded(`${machine}.${pid}.${Number(start) - 1}.${id}`, self, 0)).toBe(true);
  });

  it('on another machine has ended after minutes of silence', () => {
    const foreign = `0badcafe.${self.split('.').slice(1).join('.')}`;
    expect(hasOwnerEnded(foreign, self, MINUTE)).toBe(false);
    expect(hasOwnerEnded(foreign, self, 3 * MINUTE)).toBe(true);
  });

  it('has ended when it let go', () => {
    expect(hasOwnerEnded(NO_OWNER, self, 0)).toBe(true);
  });

  it.each(['1', '0'])('where start times cannot be had is told by its process id: start %s', (start) => {
    const [machine] = self.split('.');
    expect(hasOwnerEnded(`${machine}.4194303.${start}.aaaaaaaa`, self, 0)).toBe(true);
    expect(hasOwnerEnded(`${machine}.${process.ppid}.0.aaaaaaaa`, self, 0)).toBe(false);
  });
});
