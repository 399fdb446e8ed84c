// Runs `history.js` in a process of its own and shows how far it is.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const HISTORY = fileURLToPath(new URL('history.js', import.meta.url));

/**
 * Resolves when the database has a past.
 * @param {string} file @param {AbortSignal} signal Gives up at once.
 */
export function ensurePast(file, signal) {
  const started = performance.now();
  const history = fork(HISTORY, [file], { signal, killSignal: 'SIGKILL' });
  let written = 0;
  history.on('message', ({ requests, share }) => {
    if (process.stdout.isTTY) process.stdout.write(`\rwriting the shop's past weeks: ${Math.round(share * 100)} %`);
    else if (written === 0) console.log("writing the shop's past weeks");
    written = requests;
  });
  return new Promise((resolve, reject) => {
    history.on('error', reject);
    history.on('exit', (code) => {
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (written > 0) console.log(`wrote the shop's past: ${written} requests in ${seconds} s`);
      if (code === 0) resolve();
      else reject(new Error("the shop's past could not be written"));
    });
  });
}
