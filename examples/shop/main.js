// Starts the sample shop: its past if it has none yet, then the shop, then visitors. Ctrl-C ends all of it.
// `node main.js [--data FOLDER] [--port PORT]`
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensurePast } from './past.js';
import { listenFrom } from './port.js';
import { createShop } from './shop.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values } = parseArgs({
  options: { data: { type: 'string', default: join(here, '.demo') }, port: { type: 'string', default: '3000' } },
});

const ending = new AbortController();
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, () => ending.abort());

const file = join(resolve(values.data), 'shop.db');
mkdirSync(resolve(values.data), { recursive: true });
try {
  await ensurePast(file, ending.signal);
} catch (error) {
  if (!ending.signal.aborted) console.error(error.message);
  process.exit(ending.signal.aborted ? 0 : 1);
}

const { app, monitor } = createShop(`sqlite:///${file}`);
const server = await listenFrom(app, Number(values.port));
const { port } = server.address();
const traffic = fork(fileURLToPath(new URL('traffic.js', import.meta.url)), [String(port)]);

const address = `http://localhost:${port}`;
const dashboard = address + (monitor.loginUrl ?? monitor.path);
console.log(
  `\n  shop       ${address}/\n  dashboard  ${dashboard}\n\n  The link signs in once. Ctrl-C ends everything.\n`,
);
process.send?.({ dashboard });

/** The monitor last, so that it sees how the requests that are still open end. */
async function end() {
  traffic.kill('SIGKILL');
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
  await monitor.close();
  process.exit();
}
if (ending.signal.aborted) await end();
else ending.signal.addEventListener('abort', end);
