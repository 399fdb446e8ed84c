// `npm run demo`: a sample shop with a past and visitors, and its dashboard.
// `-- --fresh` starts with a new past, `-- --port 4000` wants another port, `-- --no-open` leaves the browser alone.
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildIfStale } from './build-if-stale.mjs';
import { openBrowser } from './open-browser.mjs';
import { SHOP_DATA, startShop } from './shop-process.mjs';
import { whenToldToEnd } from './when-told-to-end.mjs';

const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    port: { type: 'string', default: '3000' },
    'no-open': { type: 'boolean', default: false },
  },
});

await buildIfStale();
if (values.fresh) rmSync(SHOP_DATA, { recursive: true, force: true });
const shop = startShop(['--port', values.port]);
shop.on('message', ({ dashboard }) => {
  if (!values['no-open']) openBrowser(dashboard);
});
shop.on('exit', (code) => process.exit(code ?? 1));
// The shop ends first, and with it this. A terminal tells both of Ctrl-C; to hear of it twice does no harm.
whenToldToEnd(() => shop.kill('SIGTERM'));
