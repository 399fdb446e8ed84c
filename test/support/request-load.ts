import { randomBytes } from 'node:crypto';
import { Agent, get } from 'node:http';

const CONNECTIONS = 8;
const PAUSE_MILLIS = 15;

/** A client with a log of its own: each request has an id, which the app stores as its group. */
export class RequestLoad {
  /** When each request was answered with 200, by id. */
  readonly answered: Map<string, number> = new Map();
  /** Requests that were begun, answered or not. */
  readonly sent: Set<string> = new Set();
  /** Answers other than 200, and broken connections. */
  failures = 0;
  readonly #name: string = randomBytes(4).toString('hex');
  #url: string;
  #isRunning = true;
  readonly #clients: readonly Promise<void>[];

  constructor(url: string) {
    this.#url = url;
    this.#clients = Array.from({ length: CONNECTIONS }, () => this.#client());
  }

  /** Goes on with another process. */
  moveTo(url: string): void {
    this.#url = url;
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all(this.#clients);
  }

  answeredBefore(time: number): string[] {
    return [...this.answered].flatMap(([id, at]) => (at < time ? [id] : []));
  }

  answeredAfter(time: number): string[] {
    return [...this.answered].flatMap(([id, at]) => (at > time ? [id] : []));
  }

  async #client(): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (this.#isRunning) {
      const id = `${this.#name}-${this.sent.size}`;
      this.sent.add(id);
      if (await call(`${this.#url}/work`, id, agent)) this.answered.set(id, Date.now());
      else this.failures += 1;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    }
    agent.destroy();
  }
}

function call(url: string, id: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent, headers: { 'x-request-id': id } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
      response.on('error', () => resolve(false));
    }).on('error', () => resolve(false));
  });
}
