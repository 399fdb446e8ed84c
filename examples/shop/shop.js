// The sample shop: an ordinary Express app, and one call of `bind`.
import express from 'express';
import * as dashboard from 'node-monitoring-dashboard';
import { answerError } from './behaviour.js';
import { countOrders, takeOrders } from './counters.js';
import { login, users } from './routes/account.js';
import { admin } from './routes/admin.js';
import { home } from './routes/home.js';
import { downloads, images } from './routes/media.js';
import { category, products, recommendations, search } from './routes/products.js';
import { cart, checkout } from './routes/purchase.js';
import { recognise } from './sign-in.js';
import { PRETENDED_IP_HEADER } from './users.js';
import { CURRENT_RELEASE } from './versions.js';

/** @param {string} database URL */
export function createShop(database) {
  const app = express();
  const monitor = dashboard.bind(app, {
    database,
    version: CURRENT_RELEASE.version,
    brandName: 'Tea and coffee',
    exclude: '/health',
    groupBy: (request) => request.user?.name,
    getIp: (request) => request.get(PRETENDED_IP_HEADER),
    colors: { 'POST /checkout': '#0061ff' },
    logger: quietLogger,
  });
  monitor.addGraph('Orders', takeOrders, 'interval', { seconds: 10 });

  app.use(express.json());
  app.use(recognise);
  app.use(home, downloads);
  app.use('/images', images);
  app.use('/products', products);
  app.use('/categories/:category', category);
  app.use('/search', search);
  app.use('/recommendations', recommendations);
  app.use('/cart', cart);
  app.use('/checkout', countOrders, checkout);
  app.use('/login', login);
  app.use('/users', users);
  app.use('/admin', admin);
  app.use(answerError);
  return { app, monitor };
}

/** The login link is printed by the demo itself, with its whole address. */
const quietLogger = {
  debug() {},
  info() {},
  warn: (message) => console.warn(`dashboard: ${message}`),
  error: (message) => console.error(`dashboard: ${message}`),
};
