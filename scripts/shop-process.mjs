// Starts the sample shop on the built package.
import { fork } from 'node:child_process';

/** Where the shop's database is. */
export const SHOP_DATA = '.demo';

/** @param {readonly string[]} args */
export function startShop(args) {
  // A login link is what makes a demo open without a password, and production has none.
  const env = { ...process.env, NODE_ENV: 'development' };
  return fork('examples/shop/main.js', ['--data', SHOP_DATA, ...args], { env });
}
