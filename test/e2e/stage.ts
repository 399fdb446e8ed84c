import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { type AppProcess, CREDENTIALS, eventually, launchApp } from '../support/app-process.ts';
import { CHROMIUM_PATH, launchBrowser, PageFaults } from '../support/browser.ts';
import { DashboardClient } from '../support/dashboard-client.ts';

export const WIDE = 1400;
export const NARROW = 390;
/** Longer than a busy machine takes for anything here. */
const WAIT_MILLIS = 30_000;
/** Made by the fixture `bookshop.mjs`. */
export const GUEST = { username: 'gus', password: 'only looking around' };

export interface Visitor {
  /** Null: not signed in. @default the admin */
  readonly as?: typeof CREDENTIALS | null;
  /** @default WIDE */
  readonly width?: number;
  /** @default light */
  readonly scheme?: 'light' | 'dark';
  readonly timezone?: string;
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

interface StageOptions {
  readonly fixture: string;
  /** The app's own, besides those that name the database. @default the admin's credentials */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the dashboard. @default /dashboard */
  readonly path?: string;
  /** The tests change what others rely on, so that they have an app for themselves. @default false */
  readonly isAlone?: boolean;
}

const ADMIN = { NMD_USERNAME: CREDENTIALS.username, NMD_PASSWORD: CREDENTIALS.password };

/** One app in the browser. After each test, no page may have complained. */
export class Stage {
  readonly #options: StageOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'nmd-e2e-'));
  readonly #sessions = new Map<string, Cookies>();
  readonly #open: { readonly context: BrowserContext; readonly faults: PageFaults }[] = [];
  #parts: { readonly app: AppProcess; readonly browser: Browser } | null = null;
  #starting: Promise<void> | null = null;
  #client: DashboardClient | null = null;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  get app(): AppProcess {
    return this.#started.app;
  }

  /** Of the dashboard, without a slash at its end. */
  get url(): string {
    return this.app.url + (this.#options.path ?? '/dashboard');
  }

  /** Speaks to the API beside the browser, as the admin. */
  get api(): DashboardClient {
    if (this.#client === null) throw new Error('Nobody can sign in to this app by password');
    return this.#client;
  }

  /** Once, however many files of tests ask for it. */
  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async #start(): Promise<void> {
    const { fixture, environment = ADMIN, path = '/dashboard' } = this.#options;
    const file = join(this.#folder, 'nmd.db');
    const [browser, app] = await Promise.all([
      theBrowser(),
      launchApp(join('test/e2e/apps', fixture), {
        DATABASE_FILE: file,
        NMD_DATABASE: `sqlite:///${file}`,
        NMD_TIMEZONE: 'Europe/Amsterdam',
        ...environment,
      }),
    ]);
    this.#parts = { app, browser };
    if (environment['NMD_PASSWORD'] === undefined) return;
    const client = new DashboardClient(app.url, path.slice(1));
    await client.login();
    // Until the database is prepared, sessions are kept elsewhere and get another CSRF token when they move there.
    await eventually('the database is prepared', () => client.endpoints());
    await client.login();
    this.#client = client;
  }

  /** Opens a page of the dashboard in a browser that knows nothing but the session. */
  async visit(path: string, visitor: Visitor = {}): Promise<Page> {
    const context = await this.#newContext(visitor);
    const page = await context.newPage();
    await page.goto(/^(https?|about):/.test(path) ? path : this.url + path);
    return page;
  }

  faults(page: Page): PageFaults {
    const found = this.#open.find(({ context }) => context === page.context());
    if (found === undefined) throw new Error('This page is not of the running test');
    return found.faults;
  }

  async endTest(): Promise<void> {
    const opened = this.#open.splice(0);
    await Promise.all(opened.map(({ context }) => context.close()));
    for (const { faults } of opened) faults.assertNone();
  }

  async end(): Promise<void> {
    const parts = this.#parts;
    this.#parts = null;
    await parts?.app.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #started(): { readonly app: AppProcess; readonly browser: Browser } {
    if (this.#parts === null) throw new Error('The stage is not set yet');
    return this.#parts;
  }

  async #newContext({ as = CREDENTIALS, width = WIDE, scheme = 'light', timezone }: Visitor): Promise<BrowserContext> {
    const options: BrowserContextOptions = {
      viewport: { width, height: width === NARROW ? 844 : 900 },
      colorScheme: scheme,
      reducedMotion: 'reduce',
      ...(timezone === undefined ? {} : { timezoneId: timezone }),
    };
    const context = await this.#started.browser.newContext(options);
    context.setDefaultTimeout(WAIT_MILLIS);
    this.#open.push({ context, faults: await PageFaults.of(context) });
    if (as !== null) await context.addCookies(await this.#cookiesOf(as, context));
    return context;
  }

  /** Signed in once per user: passwords are slow to check on purpose. */
  async #cookiesOf(user: typeof CREDENTIALS, context: BrowserContext): Promise<Cookies> {
    const known = this.#sessions.get(user.username);
    if (known !== undefined) return known;
    const answer = await context.request.post(`${this.url}/api/login`, { data: user });
    if (!answer.ok()) throw new Error(`login: ${answer.status()} ${await answer.text()}`);
    const cookies = await context.cookies();
    this.#sessions.set(user.username, cookies);
    return cookies;
  }
}

/**
 * Apps that files of tests share, as all of them run in one process: to start one, with two weeks behind it, takes longer
 * than most tests.
 */
const shared = new Map<string, Stage>();
let browser: Promise<Browser> | null = null;

function theBrowser(): Promise<Browser> {
  browser ??= launchBrowser();
  return browser;
}

function sharedStage(options: StageOptions): Stage {
  const key = JSON.stringify(options);
  const stage = shared.get(key) ?? new Stage(options);
  shared.set(key, stage);
  return stage;
}

// How the test runner ends this process, or is ended itself; it lets nobody call `process.exit`.
process.once('SIGTERM', leave);
process.once('disconnect', leave);

async function leave(): Promise<void> {
  await Promise.all([...shared.values()].map((stage) => stage.end()));
  await (await browser)?.close();
  process.kill(process.pid, 'SIGKILL');
}

/** Tests of one app in the browser; skipped where there is no browser. */
export function describeInBrowser(name: string, options: StageOptions, tests: (stage: Stage) => void): void {
  describe.skipIf(CHROMIUM_PATH === '')(name, () => {
    const isAlone = options.isAlone === true;
    const stage = isAlone ? new Stage(options) : sharedStage(options);
    beforeAll(() => stage.start());
    afterEach(() => stage.endTest());
    if (isAlone) afterAll(() => stage.end());
    tests(stage);
  });
}
