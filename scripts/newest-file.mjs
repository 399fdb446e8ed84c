// Tells when anything below some paths was last written.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @param {readonly string[]} paths Files and folders. @returns {number} Epoch milliseconds; 0 when there is nothing. */
export function newestFile(paths) {
  return Math.max(0, ...paths.map(newestBelow));
}

function newestBelow(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const names = readdirSync(path).filter((name) => name !== 'node_modules' && !name.startsWith('.'));
  return newestFile(names.map((name) => join(path, name)));
}
