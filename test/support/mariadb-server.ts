import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { eventually } from './app-process.ts';
import { type DatabaseServer, freePort } from './database-server.ts';
import { type ServerUser, serverUser } from './server-user.ts';

const START_TIMEOUT_MILLIS = 30_000;

/** MariaDB's two programs, or null when it is not installed. */
export function findMariadb(): MariadbPrograms | null {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  const find = (name: string): string | undefined =>
    folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  const server = find('mariadbd');
  const install = find('mariadb-install-db');
  return server === undefined || install === undefined ? null : { server, install };
}

export interface MariadbPrograms {
  readonly server: string;
  readonly install: string;
}

export class MariadbServer implements DatabaseServer {
  readonly engine = 'mysql';
  readonly port: number;
  readonly #programs: MariadbPrograms;
  readonly #folder: string;
  readonly #user: ServerUser | null = serverUser('mysql');
  #process: ChildProcess | null = null;

  private constructor(programs: MariadbPrograms, folder: string, port: number) {
    this.#programs = programs;
    this.#folder = folder;
    this.port = port;
  }

  static async create(programs: MariadbPrograms): Promise<MariadbServer> {
    const folder = mkdtempSync(join(tmpdir(), 'nmd-mariadb-'));
    const server = new MariadbServer(programs, folder, await freePort());
    if (server.#user !== null) chownSync(folder, server.#user.uid, server.#user.gid);
    const args = ['--no-defaults', `--datadir=${server.#data}`, '--auth-root-authentication-method=normal'];
    execFileSync(programs.install, args, { stdio: 'ignore', cwd: '/', ...(server.#user ?? {}) });
    await server.start();
    const connection = await createConnection(server.#adminUrl);
    await connection.query('create database if not exists monitoring');
    await connection.end();
    return server;
  }

  urlAt(port: number): string {
    return `mysql://root@127.0.0.1:${port}/monitoring`;
  }

  isDown(): boolean {
    return this.#process === null;
  }

  async start(): Promise<void> {
    const args = [
      '--no-defaults',
      `--datadir=${this.#data}`,
      `--port=${this.port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(this.#folder, 'socket')}`,
      '--innodb-flush-log-at-trx-commit=2',
    ];
    this.#process = spawn(this.#programs.server, args, { stdio: 'ignore', cwd: '/', ...(this.#user ?? {}) });
    await eventually(
      'MariaDB answers',
      async () => {
        const connection = await createConnection(this.#adminUrl);
        await connection.end();
        return true;
      },
      START_TIMEOUT_MILLIS,
    );
  }

  async stop(mode: 'fast' | 'immediate'): Promise<void> {
    const ending = this.#process;
    this.#process = null;
    if (ending === null) return;
    ending.kill(mode === 'fast' ? 'SIGTERM' : 'SIGKILL');
    await once(ending, 'exit');
  }

  freeze(isFrozen: boolean): void {
    this.#process?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  async remove(): Promise<void> {
    await this.stop('immediate');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  get #adminUrl(): string {
    return `mysql://root@127.0.0.1:${this.port}/mysql`;
  }
}
