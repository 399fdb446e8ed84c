import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** `special`: no other page has one that works like it, see `SPECIAL_CONTROLS`. */
type ControlKind = 'sort' | 'search' | 'choice' | 'select' | 'legend' | 'chart' | 'export' | 'special';

interface Control {
  readonly kind: ControlKind;
  readonly name: string;
}

/** What can be pressed or filled in on the page itself, besides links. */
export function controlsOf(page: Page): Promise<readonly Control[]> {
  return page.locator('main').evaluate((main) => {
    const nameOf = (element: Element): string => {
      const label = (element as HTMLInputElement).labels?.[0]?.textContent;
      return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim();
    };
    const kindOf = (element: Element, name: string): string => {
      if (/^(Show as a (table|chart)|Download as (CSV|PNG))$/.test(name)) return 'chart';
      if (name === 'Export') return 'export';
      if (element.closest('th') !== null) return 'sort';
      if (element.matches('[type=search]')) return 'search';
      if (element.matches('fieldset [type=radio]') && !/^Level \d/.test(name)) return 'choice';
      if (element.matches('select') && !/^Role of/.test(name)) return 'select';
      return element.matches('[aria-pressed]') && element.closest('ul, ol') !== null ? 'legend' : 'special';
    };
    return [...main.querySelectorAll('button, input, select, textarea')].map((element) => {
      const name = nameOf(element);
      return { kind: kindOf(element, name), name };
    });
  }) as Promise<readonly Control[]>;
}

interface SpecialControl {
  readonly name: RegExp;
  /** The test that uses it, and how it names it. */
  readonly usedIn: string;
  readonly as: string;
}

const special = (name: RegExp, usedIn: string, as: string): SpecialControl => ({ name, usedIn, as });

const filter = special(/^Filter$/, 'overview', "name: 'Filter'");
const level = special(/^Level \d: /, 'levels', 'choose(page, endpoint, 3)');
const only = special(/^Only /, 'utilization', 'Only GET /search');
const box = special(/: n .*(Press to|Show only th)/, 'endpoint-tabs', '/^ada: /');
/** Read, not pressed. */
const allVersions = special(/^All versions: n /, 'endpoint', 'Duration by version');
const status = special(/: requests .*Show only these requests/, 'endpoint-tabs', '/^200/');
/** The same part below every list that comes page by page. */
const pager = [special(/^Older$/, 'endpoint', "'Older'"), special(/^Newer$/, 'endpoint', "'Newer'")];
const requests = [special(/^Show only /, 'endpoint', 'Show only 404'), ...pager];
/** Drawn by the same part in both profilers. */
const line = special(/^Below |^\d+ lines? of /, 'profiler', 'Below const items');
const tree = [
  special(/^Expand all$/, 'grouped-profiler', 'Expand all'),
  special(/^Hide all$/, 'grouped-profiler', 'Hide all'),
  special(/^Download$/, 'grouped-profiler', "'Download'"),
  line,
];

/** Of each page, what only a test of its own can use; the rest is what every chart, table or choice has. */
const SPECIAL_CONTROLS: Readonly<Record<string, readonly SpecialControl[]>> = {
  '/overview': [
    filter,
    level,
    special(/^(Requests|Error rate|p50|p95)/, 'overview', 'tile(page, label).click()'),
    special(/^Group by path$/, 'overview', 'Group by path'),
    special(/^Acknowledge$/, 'overview', "name: 'Acknowledge'"),
  ],
  '/hourly_load': [filter],
  '/daily_utilization': [filter, only],
  '/multi_version': [filter],
  '/api_performance': [filter, box],
  '/status_code_distribution': [filter, only, status, ...requests],
  '/custom_graphs': [only],
  '/configuration/users': [
    special(/^Add a user…$/, 'users', 'Add a user…'),
    special(/^Role of /, 'users', 'Role of eve'),
    special(/^Set a password for /, 'users', 'Set a password for eve'),
    special(/^Delete /, 'users', 'Delete eve'),
  ],
  '/configuration/tokens': [special(/^New token…$/, 'api-tokens', 'New token…')],
  '/database_management': [
    special(/^Preview$/, 'administration', "'Preview'"),
    special(/^Prune now$/, 'administration', "'Prune now'"),
    special(/^Merge /, 'administration', 'Merge PUT /account/profile'),
    special(/^Delete /, 'administration', 'Delete for good'),
  ],
  '/endpoint/:id': [filter, level, box, allVersions, status, ...requests],
  '/endpoint/:id/hourly_load': [filter, level],
  '/endpoint/:id/status_code_distribution': [filter, level, only, status, ...requests],
  '/endpoint/:id/versions': [filter, level, box, allVersions],
  '/endpoint/:id/users': [filter, level, box],
  '/endpoint/:id/ips': [filter, level, box],
  '/endpoint/:id/version_user': [filter, level],
  '/endpoint/:id/version_ip': [filter, level],
  '/endpoint/:id/profiler': [
    filter,
    level,
    special(/^Execution tree of /, 'profiler', 'toggles.nth(0).click()'),
    ...pager,
  ],
  '/endpoint/:id/grouped-profiler': [filter, level, ...tree],
  '/endpoint/:id/outliers': [filter, level, special(/^Details of /, 'outliers', 'Details of the outlier'), ...pager],
};

/** A control that is new has to be used by a test, and one that is gone has to go from the table. */
export function expectKnownControls(path: string, controls: readonly Control[]): void {
  const known = SPECIAL_CONTROLS[path] ?? [];
  const names = controls.filter(({ kind }) => kind === 'special').map(({ name }) => name);
  expect(
    names.filter((each) => !known.some(({ name }) => name.test(each))),
    `controls of ${path} that no test uses`,
  ).toEqual([]);
  const gone = known.filter(({ name }) => !names.some((each) => name.test(each)));
  expect(
    gone.map(({ name }) => String(name)),
    `controls that ${path} has no more`,
  ).toEqual([]);
  for (const { usedIn, as } of known) {
    expect(readFileSync(new URL(`./${usedIn}.test.ts`, import.meta.url), 'utf8')).toContain(as);
  }
}
