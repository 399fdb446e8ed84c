import { OPTION_GROUPS, OPTION_KEYS, type OptionGroup, type OptionKey } from './option-definitions.ts';
import { type OptionProblems, showValue } from './option-problems.ts';
import { readSetting, type Settings } from './settings.ts';
import { suggestion } from './suggestion.ts';

/** They say where the file is and are read before it. */
const FILE_KEYS: readonly string[] = ['configFile', 'configEnvVar'];

/** What `bind` was given; `undefined` counts as not given, so that `process.env.X` can be passed on. */
export function readCodeSettings(options: unknown, problems: OptionProblems): Settings {
  const settings: Settings = new Map();
  for (const [name, value] of entriesOf(options, 'options', problems)) {
    if (isGroup(name)) readGroup(name, value, settings, problems);
    else if (!FILE_KEYS.includes(name)) readOne(name, value, settings, problems);
  }
  return settings;
}

function readGroup(group: OptionGroup, value: unknown, settings: Settings, problems: OptionProblems): void {
  for (const [name, inner] of entriesOf(value, `option "${group}"`, problems)) {
    readOne(`${group}.${name}`, inner, settings, problems);
  }
}

function readOne(name: string, value: unknown, settings: Settings, problems: OptionProblems): void {
  const place = `option "${name}"`;
  if (isOptionKey(name)) settings.set(name, readSetting(name, value, place, problems));
  else problems.add(place, `unknown option${suggestion(name, knownNames(name))}`);
}

function isOptionKey(name: string): name is OptionKey {
  return OPTION_KEYS.includes(name as OptionKey);
}

function isGroup(name: string): name is OptionGroup {
  return OPTION_GROUPS.includes(name as OptionGroup);
}

function knownNames(unknownName: string): readonly string[] {
  const group = groupOf(unknownName);
  const keys = OPTION_KEYS.filter((key) => groupOf(key) === group);
  return group === null ? [...FILE_KEYS, ...keys, ...OPTION_GROUPS] : keys;
}

function groupOf(name: string): OptionGroup | null {
  return OPTION_GROUPS.find((group) => name.startsWith(`${group}.`)) ?? null;
}

function entriesOf(value: unknown, place: string, problems: OptionProblems): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).filter(([, inner]) => inner !== undefined);
  }
  problems.add(place, `must be an object (given: ${showValue(value)})`);
  return [];
}
