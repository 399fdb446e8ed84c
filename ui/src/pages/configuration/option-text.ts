import type { ApiOption } from '../../../../src/api/admin-contract.ts';

export const ORIGINS: Readonly<Record<ApiOption['origin'], string>> = {
  code: 'code',
  environment: 'environment',
  file: 'file',
  default: 'default',
};

/** One line, whatever kind of option it is. */
export function optionText(value: ApiOption['value']): string {
  if (value === null) return '(none)';
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return value.length === 0 ? '(none)' : value.join(', ');
  const entries = Object.entries(value);
  return entries.length === 0 ? '(none)' : entries.map(([name, each]) => `${name}: ${each}`).join(', ');
}

function isList(value: object): value is readonly string[] {
  return Array.isArray(value);
}
