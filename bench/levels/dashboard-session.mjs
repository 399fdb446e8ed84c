/** Of the admin, over HTTP, as a person's browser does it. */
export class DashboardSession {
  #root;
  #headers;

  static async start(port, credentials) {
    const root = `http://127.0.0.1:${port}/dashboard/api`;
    const answer = await fetch(`${root}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
    if (!answer.ok) throw new Error(`no login: ${answer.status} ${await answer.text()}`);
    const cookie = answer.headers.getSetCookie()[0].split(';')[0];
    const { csrfToken } = await answer.json();
    return new DashboardSession(root, { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' });
  }

  constructor(root, headers) {
    this.#root = root;
    this.#headers = headers;
  }

  async #ask(path, options = {}) {
    const answer = await fetch(this.#root + path, { headers: this.#headers, ...options });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  status() {
    return this.#ask('/status');
  }

  async setLevel(route, level) {
    const { endpoints } = await this.#ask('/endpoints');
    const { id } = endpoints.find((endpoint) => endpoint.route === route);
    await this.#ask(`/endpoints/${id}`, { method: 'PATCH', body: JSON.stringify({ level }) });
  }
}
