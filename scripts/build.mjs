// Builds the package into dist/: library (ESM, CommonJS, types), worker, CLI, and the UI.
// `--library` leaves the UI as it is, which is all that most tests need.
import { rmSync } from 'node:fs';
import { run } from './run.mjs';

const libraryOnly = process.argv.includes('--library');
if (!libraryOnly) rmSync('dist', { recursive: true, force: true });
await run('npx', ['tsdown']);
if (!libraryOnly) await run('npm', ['run', 'build', '--workspace', 'ui']);
