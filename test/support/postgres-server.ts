import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

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

/** A server of the test's own, which it may stop, freeze and start as it likes. */
export class PostgresServer {
  readonly port: number;
  readonly #programs: string;
  readonly #folder: string;

  private constructor(programs: string, folder: string, port: number) {
    this.#programs = programs;
    this.#folder = folder;
    this.port = port;
  }

  /** Creates a database cluster in the empty folder and starts it. */
  static async create(programs: string, folder: string): Promise<PostgresServer> {
    const server = new PostgresServer(programs, join(folder, 'data'), await freePort());
    const user = postgresUser();
    if (user !== null) chownSync(folder, user.uid, user.gid);
    server.#run('initdb', ['-D', server.#folder, '-U', 'tester', '-A', 'trust', '--no-sync', '-E', 'UTF8']);
    server.start();
    return server;
  }

  get url(): string {
    return this.urlAt(this.port);
  }

  /** The same database by another port. */
  urlAt(port: number): string {
    return `postgresql://tester@127.0.0.1:${port}/postgres`;
  }

  start(): void {
    const options = `-p ${this.port} -h 127.0.0.1 -k "" -c fsync=off`;
    const log = join(this.#folder, 'server.log');
    this.#run('pg_ctl', ['-D', this.#folder, '-o', options, '-l', log, '-w', 'start']);
  }

  /** `immediate` leaves connections broken and transactions half done, as a crash does. */
  stop(mode: 'fast' | 'immediate'): void {
    this.#run('pg_ctl', ['-D', this.#folder, '-m', mode, '-w', 'stop']);
  }

  isRunning(): boolean {
    return existsSync(join(this.#folder, 'postmaster.pid'));
  }

  /** Stops or continues all of the server's processes, as a machine that swaps or is moved does. */
  freeze(isFrozen: boolean): void {
    const main = Number(readFileSync(join(this.#folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    const children = readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ').map(Number);
    for (const pid of [main, ...children]) process.kill(pid, isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  /** The server refuses to be root. */
  #run(program: string, args: readonly string[]): void {
    const user = postgresUser();
    execFileSync(join(this.#programs, program), args, { stdio: 'ignore', cwd: '/', ...(user ?? {}) });
  }
}

function postgresUser(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined || gid === undefined) throw new Error('PostgreSQL needs a user other than root');
  return { uid: Number(uid), gid: Number(gid) };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
