// Finds a port for the shop.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';

const ATTEMPTS = 50;

/**
 * Listens on the wanted port of this computer, or the next one that is free.
 * @param {import('node:http').RequestListener} app @param {number} wanted
 */
export async function listenFrom(app, wanted) {
  for (let port = wanted; port < wanted + ATTEMPTS; port += 1) {
    if (await answers(port)) continue;
    const server = createServer(app);
    const failure = await new Promise((resolve) => {
      server.once('error', resolve);
      server.listen(port, '127.0.0.1', () => resolve(null));
    });
    if (failure === null) return server;
    if (failure.code !== 'EADDRINUSE' && failure.code !== 'EACCES') throw failure;
  }
  throw new Error(`no port from ${wanted} to ${wanted + ATTEMPTS - 1} is free`);
}

/**
 * Whether a browser that opens `localhost` would meet another server there: one that listens on the IPv6
 * address only does not keep us from taking the IPv4 one.
 */
async function answers(port) {
  const socket = connect({ port, host: 'localhost' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
