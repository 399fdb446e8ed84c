import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Types and what is loaded later are no part of it. */
const STATIC_IMPORT = /^(?:import|export) (?!type )(?:[^;']* from )?'(\.[^']+)';$/gm;

/** The files of ours that a page cannot be shown without, from its own on. */
export function pageFiles(first: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    if (!/\.tsx?$/.test(file)) return;
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)) visit(resolve(dirname(file), path));
  };
  visit(first);
  return found;
}
