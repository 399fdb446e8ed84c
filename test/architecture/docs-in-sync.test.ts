import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  environmentName,
  OPTION_GROUPS,
  OPTION_KEYS,
  OPTIONS,
  type OptionKey,
} from '../../src/config/option-definitions.ts';
import { ERROR_CODES } from '../../src/model/errors.ts';

function readDocument(name: string): string {
  return readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), 'utf8');
}

interface DocumentedOption {
  readonly fallback: string;
  readonly environment: string;
  readonly file: string;
  readonly meaning: string;
}

/** Rows of the tables whose first column is *Option*. */
function documentedOptions(): Map<string, DocumentedOption> {
  const tables = readDocument('configuration.md').match(/^\| Option \|.*\n(?:\|.*\n)+/gm) ?? [];
  const rows = tables.flatMap((table) => table.trim().split('\n').slice(2));
  return new Map(
    rows.map((row) => {
      const [name = '', , fallback = '', environment = '', file = '', meaning = ''] = row
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim());
      return [name.replaceAll('`', ''), { fallback, environment, file, meaning }];
    }),
  );
}

/** They say where the file is, so they are not among the options that a file can hold. */
const FILE_OPTIONS = ['configFile', 'configEnvVar'];

describe('docs/reference/configuration.md', () => {
  const documented = documentedOptions();

  it('has every option and no other', () => {
    expect([...documented.keys()].sort()).toEqual([...FILE_OPTIONS, ...OPTION_KEYS].sort());
  });

  it.each(OPTION_KEYS)('has the default, environment name and file key of %s', (key) => {
    expect(documented.get(key)).toEqual({
      fallback: fallbackOf(key),
      environment: OPTIONS[key].text === null ? '–' : `\`${environmentName(key)}\``,
      file: fileKeysOf(key),
      meaning: expect.stringMatching(/\.$/),
    });
  });

  it('agrees with the comments on the options', () => {
    const source = readFileSync(new URL('../../src/config/options.ts', import.meta.url), 'utf8');
    const commented = [...source.matchAll(/@default (.+?) \*\/\n {2}(\w+)\?:/g)].map(([, value, name]) => [
      name,
      value,
    ]);
    expect(commented.length).toBeGreaterThan(10);
    for (const [name = '', value] of commented) {
      const option = OPTION_GROUPS.reduce(
        (found, group) => found ?? documented.get(`${group}.${name}`),
        documented.get(name),
      );
      const text = option?.fallback.replaceAll('`', '');
      if (text !== '–') expect([name, value]).toEqual([name, text]);
    }
  });
});

function fallbackOf(key: OptionKey): string {
  if (key === 'timezone') return "the host's";
  const value = OPTIONS[key].default();
  if (value === null) return '–';
  return Array.isArray(value) && value.length === 0 ? 'none' : `\`${JSON.stringify(value)}\``;
}

function fileKeysOf(key: OptionKey): string {
  const [section, ...keys] = OPTIONS[key].ini ?? ['–'];
  return keys.length === 0 ? section : keys.map((name) => `\`[${section}] ${name}\``).join(' or ');
}

describe('docs/reference/errors.md', () => {
  it('explains every code and no other', () => {
    const headings = [...readDocument('errors.md').matchAll(/^## (.+)\n\n\S/gm)].map(([, heading]) => heading);
    expect(headings.sort()).toEqual([...ERROR_CODES].sort());
  });
});
