import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Three megabytes of nothing, for as long as the process lives. */
export const BIG_FILE = join(mkdtempSync(join(tmpdir(), 'nmd-truth-')), 'big.bin');
writeFileSync(BIG_FILE, randomBytes(3_000_000));
process.on('exit', () => rmSync(dirname(BIG_FILE), { recursive: true, force: true }));
