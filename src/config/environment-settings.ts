import { environmentName, OPTION_KEYS, OPTIONS } from './option-definitions.ts';
import type { OptionProblems } from './option-problems.ts';
import { readTextSetting, type Settings } from './settings.ts';
import { suggestion } from './suggestion.ts';

/** Read before the others, by `configFilePath`. */
export const CONFIG_FILE_VARIABLE: string = environmentName('configFile');

/**
 * Only names with our prefix count: on many hosts `USERNAME` is the operating system's.
 * An empty variable counts as not given, which is what container tools pass for an unset one.
 */
export function readEnvironmentSettings(environment: NodeJS.ProcessEnv, problems: OptionProblems): Settings {
  const settings: Settings = new Map();
  const names = new Map(OPTION_KEYS.map((key) => [environmentName(key), key]));
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith('NMD_') || name === CONFIG_FILE_VARIABLE || !text) continue;
    const key = names.get(name);
    const place = `environment ${name}`;
    if (key === undefined) problems.add(place, `unknown variable${suggestion(name, variableNames())}`);
    else if (OPTIONS[key].text === null) problems.add(place, `"${key}" can only be given in code`);
    else settings.set(key, readTextSetting(key, text, place, problems));
  }
  return settings;
}

function variableNames(): readonly string[] {
  return [CONFIG_FILE_VARIABLE, ...OPTION_KEYS.filter((key) => OPTIONS[key].text !== null).map(environmentName)];
}
