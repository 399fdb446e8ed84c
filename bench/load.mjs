// A load generator that costs little itself: keep-alive connections over raw sockets, one request at a time each.
// Small enough to leave both cores to what is measured.
import { once } from 'node:events';
import { connect } from 'node:net';

const HEADERS_END = '\r\n\r\n';

/** Connections to one server that stay open, so that short loads need not pay for opening them. */
export class LoadGenerator {
  #connections;

  static async open({ port, path, connections }) {
    const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
    const opened = Array.from({ length: connections }, () => Connection.open(port, request));
    return new LoadGenerator(await Promise.all(opened));
  }

  constructor(connections) {
    this.#connections = connections;
  }

  /**
   * Sends `amount` GET requests.
   * @returns {Promise<{ seconds: number, latencies: number[] }>} latencies in milliseconds
   */
  async load(amount) {
    const latencies = [];
    let left = amount;
    const started = performance.now();
    const work = async (connection) => {
      while (left > 0) {
        left -= 1;
        latencies.push(await connection.exchange());
      }
    };
    await Promise.all(this.#connections.map(work));
    return { seconds: (performance.now() - started) / 1000, latencies };
  }

  close() {
    for (const connection of this.#connections) connection.close();
  }
}

/** The same over connections of its own. */
export async function load({ amount, ...target }) {
  const generator = await LoadGenerator.open(target);
  try {
    return await generator.load(amount);
  } finally {
    generator.close();
  }
}

class Connection {
  #socket;
  #request;
  #received = '';
  #sentAt = 0;
  #exchange = null;

  static async open(port, request) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Connection(socket, request);
  }

  constructor(socket, request) {
    this.#socket = socket.setEncoding('latin1');
    this.#request = request;
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', (error) => this.#exchange?.reject(error));
    socket.on('close', () => this.#exchange?.reject(new Error('the server closed the connection')));
  }

  /** Milliseconds from the request to the end of its answer. */
  exchange() {
    return new Promise((resolve, reject) => {
      this.#exchange = { resolve, reject };
      this.#sentAt = performance.now();
      this.#socket.write(this.#request);
    });
  }

  close() {
    this.#exchange = null;
    this.#socket.destroy();
  }

  #receive(chunk) {
    this.#received += chunk;
    if (!isComplete(this.#received)) return;
    const answer = this.#received;
    this.#received = '';
    if (answer.startsWith('HTTP/1.1 200')) this.#exchange.resolve(performance.now() - this.#sentAt);
    else this.#exchange.reject(new Error(answer.slice(0, 100)));
  }
}

function isComplete(text) {
  const end = text.indexOf(HEADERS_END);
  if (end === -1) return false;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
  return text.length >= end + HEADERS_END.length + length;
}
