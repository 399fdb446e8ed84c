import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { resolve } from 'node:path';
import type { Profile } from '../../src/model/profile.ts';
import type { RequestProfilerStatus } from '../../src/profiler/app/request-profiler.ts';
import type { ProfileMakerStatus } from '../../src/profiler/worker/profile-maker.ts';
import { nodeBinary } from '../package/node-versions.ts';
import { buildEngine } from './engine-build.ts';

export interface TruthRun {
  readonly program: string;
  /** Milliseconds by function, as the program itself measured them. */
  readonly spent: Readonly<Record<string, number>>;
  readonly profile: Profile;
}

export interface Collected {
  readonly runs: readonly TruthRun[];
  readonly status: ProfileMakerStatus;
  readonly app: RequestProfilerStatus;
}

/** Names in `apps/programs.mjs`. */
export const PROGRAMS: readonly string[] = [
  ...['cpu', 'nested', 'branches', 'callbacks', 'mixed', 'timers', 'streams', 'compressed', 'filesystem', 'children'],
  ...['outgoing', 'database', 'json', 'garbage', 'emitters'],
];

const POSTGRES = process.env['NMD_TEST_POSTGRES'] ?? 'postgresql://root@127.0.0.1:5432/test';
const BIG_BODY = JSON.stringify(
  Array.from({ length: 20_000 }, (_, id) => ({ id, name: `item ${id}`, tags: ['a', 'b'] })),
);

export function callProgram(server: TruthServer, program: string): Promise<string> {
  return server.call(`/${program}`, program === 'json' ? BIG_BODY : undefined);
}

const SERVER = resolve('test/profiler/apps/truth-server.mjs');

/** A server of the truth programs in a process of its own. */
export class TruthServer {
  readonly #process: ChildProcess;
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 100 });

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.#port = port;
  }

  static async start(nodeMajor: number, samplingPeriod: number | 'none', tracesAtOnce = 100): Promise<TruthServer> {
    const engine = await buildEngine();
    const child = fork(SERVER, [engine, String(samplingPeriod), String(tracesAtOnce)], {
      execPath: nodeBinary(nodeMajor),
      execArgv: [],
      env: { ...process.env, NMD_TEST_POSTGRES: POSTGRES },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    return new TruthServer(child, port);
  }

  call(path: string, body?: string): Promise<string> {
    return new Promise((resolved, rejected) => {
      const method = body === undefined ? 'GET' : 'POST';
      const call = request({ port: this.#port, host: '127.0.0.1', path, method, agent: this.#agent }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolved(text));
        response.on('error', rejected);
      });
      call.on('error', rejected);
      call.end(body);
    });
  }

  async collect(): Promise<Collected> {
    return JSON.parse(await this.call('/collect')) as Collected;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    if (this.#process.exitCode !== null || !this.#process.connected) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}
