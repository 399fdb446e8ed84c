// `npm run dev`: the demo on the source. The library and the UI are built again when they change, and the shop
// starts again on what was built; who is signed in stays so. Reload the page to see the change.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { newestFile } from './newest-file.mjs';
import { startShop } from './shop-process.mjs';
import { whenToldToEnd } from './when-told-to-end.mjs';

const LOOK_MILLIS = 1000;

const begun = Date.now();
const builders = [
  startTool('.', 'tsdown', ['--watch', '--no-dts', '--logLevel', 'warn']),
  startTool('ui', 'vite', ['build', '--watch', '--logLevel', 'warn']),
];
let shop = null;
/** Newest file when the shop was started, and when we last looked. */
let started = 0;
let seen = 0;

const look = setInterval(() => {
  const newest = newestFile(['dist', 'examples/shop']);
  // A build writes many files: wait until it is quiet.
  const isQuiet = newest === seen;
  seen = newest;
  if (!isQuiet || newest === started || !isBuilt()) return;
  if (shop === null) start(newest);
  else shop.kill('SIGTERM');
}, LOOK_MILLIS);

function isBuilt() {
  return ['dist/index.js', 'dist/ui/index.html'].every((file) => newestFile([file]) > begun);
}

function start(newest) {
  started = newest;
  shop = startShop([]);
  shop.on('exit', (code) => {
    shop = null;
    if (code) console.error('the shop failed; it starts again after the next change');
  });
}

whenToldToEnd(() => {
  clearInterval(look);
  for (const child of [...builders, shop]) child?.kill('SIGTERM');
});

/** Runs a package's command without a shell in between, which would keep signals to itself. */
function startTool(folder, name, args) {
  const require = createRequire(join(process.cwd(), folder, 'package.json'));
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  const script = join(dirname(manifest), typeof bin === 'string' ? bin : bin[name]);
  return spawn(process.execPath, [script, ...args], { cwd: folder, stdio: 'inherit' });
}
