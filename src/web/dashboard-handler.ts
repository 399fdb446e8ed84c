import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DashboardMount } from '../adapters/framework-adapter.ts';
import type { DashboardConfig } from '../api/contract.ts';
import type { Logger } from '../model/logger.ts';
import type { Role } from '../model/user.ts';
import { answer, answerProblem } from './answer.ts';
import { type ApiForwarderParts, forwardApiCall } from './api-forwarder.ts';
import { apiPathOf } from './api-path.ts';
import { renderPage } from './page.ts';
import { StaticFiles } from './static-files.ts';

export interface DashboardHandlerParts extends ApiForwarderParts {
  /** Without slashes at its ends. */
  readonly link: string;
  readonly config: DashboardConfig;
  readonly authorize: ((request: never) => boolean | Role | Promise<boolean | Role>) | null;
  readonly logger: Logger;
  readonly files?: StaticFiles;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Below the link, with a leading slash; empty for the link itself. */
  readonly path: string;
  readonly query: string;
  readonly ip: string | null;
}

/** Serves everything below the dashboard's path on the app's thread: files from memory, API calls by message. */
export class DashboardHandler implements DashboardMount {
  readonly #parts: DashboardHandlerParts;
  readonly #files: StaticFiles;
  readonly #root: string;

  constructor(parts: DashboardHandlerParts) {
    this.#parts = parts;
    this.#files = parts.files ?? new StaticFiles();
    this.#root = `/${parts.link}`;
  }

  matches(path: string): boolean {
    return path.startsWith(this.#root) && (path.length === this.#root.length || path[this.#root.length] === '/');
  }

  handle(request: IncomingMessage, response: ServerResponse, path: string, ip: string | null): void {
    const query = (request.url ?? '').split('?').slice(1).join('?');
    this.#route({ request, response, path: path.slice(this.#root.length), query, ip }).catch((error: unknown) => {
      this.#parts.logger.error('the dashboard could not answer a request', error);
      answerProblem(response, 500, 'internal', 'The dashboard could not answer this request.');
    });
  }

  async #route(exchange: Exchange): Promise<void> {
    const { request, response, path } = exchange;
    const role = await this.#authorizedRole(request);
    if (role === 'refused')
      return answerProblem(response, 403, 'forbidden', 'This app does not let you see the dashboard.');
    const apiPath = apiPathOf(path);
    if (apiPath !== null) {
      const call = {
        path: apiPath,
        query: exchange.query,
        remoteAddress: exchange.ip,
        authorizedRole: role,
      };
      return forwardApiCall(this.#parts, exchange, call);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return answerProblem(response, 405, 'method-not-allowed', 'Pages are read with GET.');
    }
    if (path.startsWith('/assets/')) return this.#sendAsset(exchange);
    if (path === '') return this.#redirectToSlash(response);
    return this.#sendPage(exchange);
  }

  async #authorizedRole(request: IncomingMessage): Promise<Role | null | 'refused'> {
    const { authorize } = this.#parts;
    if (authorize === null) return null;
    const verdict = await authorize(request as never);
    if (verdict === 'admin' || verdict === 'guest') return verdict;
    return verdict === true ? null : 'refused';
  }

  /** Relative, so that it is right below any prefix; the last segment is the link's own. */
  #redirectToSlash(response: ServerResponse): void {
    const lastSegment = this.#parts.link.split('/').at(-1);
    answer(response, 302, { location: `./${lastSegment}/`, 'cache-control': 'no-store' }, '');
  }

  async #sendAsset({ request, response, path }: Exchange): Promise<void> {
    const acceptEncoding = request.headers['accept-encoding'];
    const file = await this.#files.asset(
      path.slice('/assets/'.length),
      typeof acceptEncoding === 'string' ? acceptEncoding : '',
    );
    if (file === null) answerProblem(response, 404, 'not-found', 'There is no such file.');
    else answer(response, 200, file.headers, file.body);
  }

  async #sendPage({ response, path }: Exchange): Promise<void> {
    const template = await this.#files.page();
    if (template === null) {
      answerProblem(response, 500, 'ui-missing', 'This copy of the package has no UI; run `npm run build`.');
      return;
    }
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
    answer(response, 200, headers, renderPage(template, this.#parts.config, path));
  }
}
