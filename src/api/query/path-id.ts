import { invalidInput } from '../problem.ts';

/** @throws ApiProblem 400 unless the path has a whole number there. */
export function readPathId(path: Readonly<Record<string, string>>, name: string): number {
  const value = path[name] ?? '';
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw invalidInput('invalid-path', [
    { name, value: value.slice(0, 100), allowed: 'a whole number that identifies what lists show' },
  ]);
}
