import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Empty where none was found: the browser tests are skipped then. */
export const CHROMIUM_PATH = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM_PATH,
    handleSIGTERM: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Everything that a page of this context complains about: console errors and warnings, uncaught errors, violations of
 * the content security policy, requests without an answer.
 */
export class PageFaults {
  readonly #faults: string[] = [];
  readonly #expected: RegExp[] = [];

  /** Call before the first page is opened. */
  static async of(context: BrowserContext): Promise<PageFaults> {
    const faults = new PageFaults();
    await context.exposeFunction('reportViolation', (text: string) => faults.#faults.push(`policy: ${text}`));
    await context.addInitScript(reportViolations);
    context.on('page', (page) => faults.#watch(page));
    return faults;
  }

  /** The test provokes this: it must happen, and is no fault. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  assertNone(): void {
    const isExpected = (fault: string): boolean => this.#expected.some((pattern) => pattern.test(fault));
    expect(this.#faults.filter((fault) => !isExpected(fault))).toEqual([]);
    for (const pattern of this.#expected) expect(this.#faults.join('\n')).toMatch(pattern);
  }

  #watch(page: Page): void {
    page.on('console', (message) => {
      if (!['error', 'warning', 'assert'].includes(message.type())) return;
      this.#faults.push(`console: ${message.text()} at ${message.location().url}`);
    });
    page.on('pageerror', (error) => this.#faults.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('requestfailed', (request) => {
      // Pages abort questions whose answers nobody waits for any more.
      if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
      this.#faults.push(`no answer: ${request.method()} ${request.url()} ${request.failure()?.errorText}`);
    });
  }
}

/** Runs in the page. */
function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
    const report = (window as unknown as { reportViolation(text: string): void }).reportViolation;
    report(`${violatedDirective} blocked ${blockedURI} at ${sourceFile}:${lineNumber}`);
  });
}
