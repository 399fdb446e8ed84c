import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'rolldown';
import { afterAll } from 'vitest';

const PROCESSES = 'test/storage/processes';

/** Compiled scripts by name: Node 20 does not run TypeScript. Kept below the project so that they find its packages. */
const compiled = new Map<string, Promise<string>>();

afterAll(async () => {
  for (const file of compiled.values()) rmSync(dirname(await file), { recursive: true });
  compiled.clear();
});

function compile(script: string): Promise<string> {
  const known = compiled.get(script);
  if (known !== undefined) return known;
  const result = (async (): Promise<string> => {
    const folder = mkdtempSync('node_modules/.nmd-storage-');
    chmodSync(folder, 0o755);
    const file = join(folder, 'process.mjs');
    await build({
      input: join(PROCESSES, script),
      platform: 'node',
      external: /^[^./]/,
      output: { file, codeSplitting: false },
    });
    return file;
  })();
  compiled.set(script, result);
  return result;
}

/** Runs a script in a process of its own and answers what it printed; rejects unless it ends well. */
export async function runProcess(script: string, argument: unknown, uid?: number): Promise<string> {
  const options = uid === undefined ? {} : { uid };
  const child = spawn(process.execPath, [await compile(script), JSON.stringify(argument)], {
    ...options,
    stdio: 'pipe',
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${errors}`);
  return output.trim();
}
