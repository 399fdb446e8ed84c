import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database with the bookshop's two weeks, to be copied. */
    pastFile: string;
  }
}

/** Writes the bookshop's past once, for all files. Answers how to remove it. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'nmd-e2e-past-'));
  const file = join(folder, 'past.db');
  // Without a browser nothing asks for it, and there need be no built package.
  if (process.env['CHROMIUM_PATH'] !== '') {
    await promisify(execFile)(process.execPath, ['test/e2e/apps/bookshop-past.mjs', file]);
  }
  project.provide('pastFile', file);
  return () => rmSync(folder, { recursive: true, force: true });
}
