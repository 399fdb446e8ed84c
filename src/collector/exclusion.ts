import type { ExcludeRule } from '../config/options.ts';

/**
 * One test made of all `exclude` rules, or null without rules so that the hot path pays nothing.
 * A string excludes the path and everything below it (`/health` also `/health/db`, not `/healthy`).
 */
export function createExclusion<Request>(
  rules: readonly ExcludeRule<Request>[],
): ((request: Request, path: string) => boolean) | null {
  if (rules.length === 0) return null;
  const tests = rules.map((rule) => toTest(rule));
  return (request, path) => tests.some((test) => test(request, path));
}

function toTest<Request>(rule: ExcludeRule<Request>): (request: Request, path: string) => boolean {
  if (typeof rule === 'function') return (request) => rule(request) === true;
  if (typeof rule !== 'string') return (_request, path) => path.search(rule) !== -1;
  const prefix = rule.endsWith('/') ? rule.slice(0, -1) : rule;
  return (_request, path) => path === prefix || path.startsWith(`${prefix}/`);
}
