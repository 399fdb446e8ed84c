import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Empty where none was found: its test is skipped then. */
export const PROMETHEUS_PATH = process.env['PROMETHEUS_PATH'] ?? '/usr/bin/prometheus';

interface QueryAnswer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value: readonly [number, string];
    }[];
  };
}

/** A Prometheus of the test's own that scrapes one dashboard each second. */
export class PrometheusServer {
  readonly #child: ChildProcess;
  readonly #url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#url = url;
  }

  static async start(folder: string, { host, path, token }: { host: string; path: string; token: string }) {
    const config = join(folder, 'prometheus.yml');
    writeFileSync(config, configuration({ host, path, token }));
    const port = await freePort();
    const parameters = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    return new PrometheusServer(spawn(PROMETHEUS_PATH, parameters, { stdio: 'ignore' }), `http://127.0.0.1:${port}`);
  }

  /** Values of an instant query by the values of `labels`, joined. */
  async query(expression: string, labels: readonly string[]): Promise<Readonly<Record<string, number>>> {
    const answer = await fetch(`${this.#url}/api/v1/query?query=${encodeURIComponent(expression)}`);
    const { data } = (await answer.json()) as QueryAnswer;
    return Object.fromEntries(
      data.result.map(({ metric, value }) => [labels.map((label) => metric[label]).join(' '), Number(value[1])]),
    );
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

function configuration({ host, path, token }: { host: string; path: string; token: string }): string {
  return `
global:
  scrape_interval: 1s
  scrape_timeout: 1s
scrape_configs:
  - job_name: shop
    metrics_path: ${path}
    authorization:
      credentials: ${token}
    static_configs:
      - targets: ['${host}']
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
