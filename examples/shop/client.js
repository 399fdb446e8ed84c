// A simulated visitor's browser.
import { CUSTOMERS, chooseVisitor, PRETENDED_IP_HEADER } from './users.js';

/** @typedef {import('./users.js').Visitor} Visitor */

export class Client {
  #shop;
  /** Of those who have signed in, by name. @type {Map<string, Promise<string | null>>} */
  #tokens = new Map();

  /** @param {string} shop Its address. */
  constructor(shop) {
    this.#shop = shop;
  }

  /**
   * Calls an endpoint as somebody who may, reads the whole answer, and never rejects.
   * @param {import('./endpoints.js').ShopEndpoint} endpoint @param {import('./random.js').Random} random
   */
  async visit(endpoint, random) {
    const visitor = chooseVisitor(random, endpoint.by);
    const path = endpoint.path(random, visitor.user?.name ?? '');
    const [method, route] = endpoint.name.split(' ');
    const signal =
      random() < endpoint.aborts ? AbortSignal.timeout(Math.ceil(endpoint.takes(random) * random())) : undefined;
    const body = method === 'POST' || method === 'PUT' ? { name: CUSTOMERS[0].name } : undefined;
    try {
      const response = await this.#send(path, visitor, { method: route === undefined ? 'GET' : method, body, signal });
      await response?.arrayBuffer();
    } catch {
      // The visitor left, or the shop is closing.
    }
  }

  async check() {
    await fetch(`${this.#shop}/health`).catch(() => {});
  }

  /**
   * Null when the visitor cannot sign in at the moment.
   * @param {string} path @param {Visitor} visitor @param {{ method: string, body?: object, signal?: AbortSignal }} call
   */
  async #send(path, { user, ip }, { method, body, signal }) {
    const token = user === null ? null : await this.#tokenOf(user);
    if (user !== null && token === null) return null;
    const headers = new Headers({ [PRETENDED_IP_HEADER]: ip });
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    if (body !== undefined) headers.set('content-type', 'application/json');
    return fetch(this.#shop + path, { method, headers, signal, body: body && JSON.stringify(body) });
  }

  /** @param {import('./users.js').User} user */
  #tokenOf(user) {
    const token = this.#tokens.get(user.name) ?? this.#signIn(user);
    this.#tokens.set(user.name, token);
    return token;
  }

  /** Signing in fails at times, by design; the user's next request tries again. */
  async #signIn({ name, ip }) {
    const call = { method: 'POST', body: { name } };
    const response = await this.#send('/login', { user: null, ip }, call).catch(() => null);
    if (response?.ok) return (await response.json()).token;
    this.#tokens.delete(name);
    return null;
  }
}
