import { resolve } from 'node:path';
import { CONFIG_FILE_VARIABLE } from './environment-settings.ts';
import { type OptionProblems, showValue } from './option-problems.ts';

export interface ConfigFilePath {
  readonly path: string;
  /** Who named it. */
  readonly place: string;
}

/**
 * `configEnvVar` before `configFile` before `NMD_CONFIG_FILE`. The first two together mean *this file, unless the
 * variable names another one*; the variable alone must be set.
 */
export function configFilePath(
  options: unknown,
  environment: NodeJS.ProcessEnv,
  workingDirectory: string,
  problems: OptionProblems,
): ConfigFilePath | null {
  const variable = readName(options, 'configEnvVar', problems);
  const file = readName(options, 'configFile', problems);
  const fromVariable = variable === null ? '' : (environment[variable] ?? '').trim();
  if (fromVariable !== '') return { path: resolve(workingDirectory, fromVariable), place: `environment ${variable}` };
  if (file !== null) return { path: resolve(workingDirectory, file), place: 'option "configFile"' };
  if (variable !== null) {
    problems.add(
      'option "configEnvVar"',
      `the environment has no variable ${variable}, which must name the configuration file`,
    );
    return null;
  }
  const fromEnvironment = (environment[CONFIG_FILE_VARIABLE] ?? '').trim();
  if (fromEnvironment === '') return null;
  return { path: resolve(workingDirectory, fromEnvironment), place: `environment ${CONFIG_FILE_VARIABLE}` };
}

function readName(options: unknown, key: 'configFile' | 'configEnvVar', problems: OptionProblems): string | null {
  const value: unknown = typeof options === 'object' && options !== null ? Reflect.get(options, key) : undefined;
  if (value === undefined) return null;
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  problems.add(`option "${key}"`, `must be text (given: ${showValue(value)})`);
  return null;
}
