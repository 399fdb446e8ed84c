import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseServer, freePort } from './database-server.ts';
import { type ServerUser, serverUser } from './server-user.ts';

const INSTALLED = '/usr/lib/postgresql';

/** Where PostgreSQL's own programs are: the newest installed version, or the PATH's. Null when there is none. */
export function findPostgres(): string | null {
  const versions = existsSync(INSTALLED)
    ? readdirSync(INSTALLED)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  const folders = [
    ...versions.map((version) => join(INSTALLED, String(version), 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return folders.find((folder) => existsSync(join(folder, 'pg_ctl'))) ?? null;
}

export class PostgresServer implements DatabaseServer {
  readonly engine = 'postgres';
  readonly port: number;
  readonly #programs: string;
  readonly #folder: string;
  readonly #user: ServerUser | null = serverUser('postgres');

  private constructor(programs: string, folder: string, port: number) {
    this.#programs = programs;
    this.#folder = folder;
    this.port = port;
  }

  static async create(programs: string): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'nmd-postgres-'));
    const server = new PostgresServer(programs, folder, await freePort());
    if (server.#user !== null) chownSync(folder, server.#user.uid, server.#user.gid);
    server.#run('initdb', ['-D', server.#data, '-U', 'tester', '-A', 'trust', '--no-sync', '-E', 'UTF8']);
    await server.start();
    return server;
  }

  urlAt(port: number): string {
    return `postgresql://tester@127.0.0.1:${port}/postgres`;
  }

  isDown(): boolean {
    return !existsSync(join(this.#data, 'postmaster.pid'));
  }

  async start(): Promise<void> {
    const options = `-p ${this.port} -h 127.0.0.1 -k "" -c fsync=off`;
    this.#run('pg_ctl', ['-D', this.#data, '-o', options, '-l', join(this.#folder, 'server.log'), '-w', 'start']);
  }

  async stop(mode: 'fast' | 'immediate'): Promise<void> {
    this.#run('pg_ctl', ['-D', this.#data, '-m', mode, '-w', 'stop']);
  }

  freeze(isFrozen: boolean): void {
    const main = Number(readFileSync(join(this.#data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ').map(Number);
    for (const pid of [main, ...children]) process.kill(pid, isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  async remove(): Promise<void> {
    if (!this.isDown()) await this.stop('immediate');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  #run(program: string, args: readonly string[]): void {
    execFileSync(join(this.#programs, program), args, { stdio: 'ignore', cwd: '/', ...(this.#user ?? {}) });
  }
}
