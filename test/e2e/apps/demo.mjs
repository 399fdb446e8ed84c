// What `npm run demo` starts, with a past of its own.
import { fork } from 'node:child_process';
import { dirname } from 'node:path';

const shop = fork('examples/shop/main.js', ['--data', dirname(process.env.DATABASE_FILE)], {
  env: { PATH: process.env.PATH, NODE_ENV: 'development' },
});
shop.on('message', ({ dashboard }) => {
  const { port, pathname, search } = new URL(dashboard);
  console.log(`login ${pathname}${search}`);
  console.log(`listening ${port}`);
});
shop.on('exit', (code) => process.exit(code ?? 1));
