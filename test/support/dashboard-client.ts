import type {
  ApiEndpoint,
  EndpointsAnswer,
  MetricsAnswer,
  RequestsAnswer,
  SessionAnswer,
  StatusAnswer,
} from '../../src/api/contract.ts';
import { CREDENTIALS } from './app-process.ts';

/** Speaks to a dashboard's API as a browser would, without one. */
export class DashboardClient {
  readonly #root: string;
  #cookie = '';
  #csrfToken = '';

  constructor(appUrl: string, link = 'dashboard') {
    this.#root = `${appUrl}/${link}/api`;
  }

  async call(method: string, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { cookie: this.#cookie, 'x-csrf-token': this.#csrfToken };
    if (body !== undefined) headers['content-type'] = 'application/json';
    return fetch(this.#root + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }

  async json<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.call(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  async login(body: object = CREDENTIALS): Promise<SessionAnswer> {
    const response = await this.call('POST', '/login', body);
    if (!response.ok) throw new Error(`login: ${response.status} ${await response.text()}`);
    this.#cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const session = (await response.json()) as SessionAnswer;
    this.#csrfToken = session.csrfToken;
    return session;
  }

  async endpoints(query = ''): Promise<readonly ApiEndpoint[]> {
    return (await this.json<EndpointsAnswer>('GET', `/endpoints${query}`)).endpoints;
  }

  async endpoint(name: string): Promise<ApiEndpoint | undefined> {
    return (await this.endpoints()).find((endpoint) => endpoint.name === name);
  }

  metrics(query: string): Promise<MetricsAnswer> {
    return this.json('GET', `/metrics?${query}`);
  }

  requests(query = ''): Promise<RequestsAnswer> {
    return this.json('GET', `/requests${query}`);
  }

  status(): Promise<StatusAnswer> {
    return this.json('GET', '/status');
  }
}
