import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DashboardMount, FrameworkAdapter } from '../../src/adapters/framework-adapter.ts';
import { abortTests } from './adapter/abort-tests.ts';
import { endpointTests } from './adapter/endpoint-tests.ts';
import { followTests } from './adapter/follow-tests.ts';
import { harmlessnessTests } from './adapter/harmlessness-tests.ts';
import { RecordingObserver } from './adapter/recording-observer.ts';
import { responseTests } from './adapter/response-tests.ts';
import { EARLY, LATE, type SampleScope } from './adapter/sample-app.ts';

/** What a framework supplies to be held to the contract of all adapters. */
export interface AdapterHarness {
  /** `Express 5`. */
  readonly framework: string;
  /** Version that was really imported; an alias of the package manager may have stopped to apply. */
  readonly version: string;
  readonly major: number;
  /** How its paths say *the rest of the path*: `*`, `*rest`. */
  readonly wildcard: string;
  /** An app to which scopes can be added until its server listens. */
  createApp(): SampleApp;
  /** Test title -> why this framework cannot pass it. A title that no test has, or a test that passes, fails. */
  readonly unsupported: Readonly<Record<string, string>>;
}

export interface SampleApp {
  readonly server: Server;
  readonly adapter: FrameworkAdapter<never>;
  /** Adds routes, and for each inner scope a router, or an app, at its prefix. */
  build(scope: SampleScope): void;
}

/** What the tests of the contract work with. */
export interface AdapterContext {
  readonly port: number;
  readonly server: Server;
  readonly adapter: FrameworkAdapter<never>;
  readonly observer: RecordingObserver;
  readonly wildcard: string;
  detach(): void;
}

export type ContractTest = (title: string, run: (app: AdapterContext) => Promise<void>) => void;

const DASHBOARD: DashboardMount = {
  matches: (path) => path === '/dashboard' || path.startsWith('/dashboard/'),
  handle: (_request, response, path, ip) => void response.end(`dashboard at ${path} for ${ip}`),
};

export function runAdapterContract(harness: AdapterHarness): void {
  describe(`the adapter of ${harness.framework}`, () => {
    const titles = new Set<string>();
    let app: AdapterContext;
    beforeAll(async () => {
      app = await startSampleApp(harness);
    });
    afterAll(() => stop(app));
    beforeEach(() => app.observer.reset());

    const contractTest: ContractTest = (title, run) => {
      titles.add(title);
      if (title in harness.unsupported)
        test.fails(`${title} (unsupported: ${harness.unsupported[title]})`, () => run(app));
      else test(title, () => run(app));
    };
    endpointTests(contractTest);
    responseTests(contractTest);
    abortTests(contractTest);
    followTests(contractTest);
    harmlessnessTests(contractTest, () => startSampleApp(harness));

    test('is tested with the version it names', () => {
      expect(harness.version.split('.')[0]).toBe(String(harness.major));
    });

    test('names only gaps that the contract knows', () => {
      expect(Object.keys(harness.unsupported).filter((title) => !titles.has(title))).toEqual([]);
    });
  });
}

export async function startSampleApp(harness: AdapterHarness): Promise<AdapterContext> {
  const { server, adapter, build } = harness.createApp();
  const observer = new RecordingObserver();
  build(EARLY);
  const detach = adapter.attach({ observer, dashboard: DASHBOARD });
  build(LATE);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, server, adapter, observer, wildcard: harness.wildcard, detach };
}

export function stop({ server }: AdapterContext): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
