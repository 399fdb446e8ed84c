// A load generator that costs little itself: keep-alive connections over raw sockets, one request at a time each.
// Small enough to leave both cores to what is measured.
import { connect } from 'node:net';

const HEADERS_END = '\r\n\r\n';

/**
 * Sends `amount` GET requests over `connections` sockets.
 * @returns {Promise<{ seconds: number, latencies: number[] }>} latencies in milliseconds
 */
export async function load({ port, path, connections, amount }) {
  const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
  const latencies = [];
  let left = amount;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () =>
      runConnection(
        port,
        () => {
          left -= 1;
          return left >= 0 ? request : null;
        },
        latencies,
      ),
    ),
  );
  return { seconds: (performance.now() - started) / 1000, latencies };
}

function runConnection(port, nextRequest, latencies) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    let received = '';
    const send = () => {
      const request = nextRequest();
      if (request === null) return socket.end();
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      received += chunk;
      if (!isComplete(received)) return;
      if (!received.startsWith('HTTP/1.1 200')) return reject(new Error(received.slice(0, 100)));
      latencies.push(performance.now() - sentAt);
      received = '';
      send();
    });
    socket.on('close', resolve);
    socket.on('error', reject);
  });
}

function isComplete(text) {
  const end = text.indexOf(HEADERS_END);
  if (end === -1) return false;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
  return text.length >= end + HEADERS_END.length + length;
}
