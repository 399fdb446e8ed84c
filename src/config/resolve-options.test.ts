import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MonitoringError } from '../model/errors.ts';
import { environmentName, OPTION_KEYS } from './option-definitions.ts';
import type { DashboardOptions } from './options.ts';
import { resolveOptions } from './resolve-options.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nmd-options-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeConfig(text: string): string {
  const path = join(folder, 'config.cfg');
  writeFileSync(path, text);
  return path;
}

function problemsOf(options: object, environment: NodeJS.ProcessEnv = {}): string[] {
  try {
    resolveOptions(options as DashboardOptions, environment, folder);
  } catch (error) {
    if (!(error instanceof MonitoringError)) throw error;
    expect(error.code).toBe('NMD_INVALID_OPTIONS');
    return error.message.split('\n').slice(1);
  }
  return [];
}

describe('the source of a value', () => {
  it('is the default without any other', () => {
    const options = resolveOptions({}, {}, folder);
    expect(options).toMatchObject({ version: '1.0', link: 'dashboard', monitorLevel: 1, samplingPeriodMillis: 5 });
    expect(new Set(Object.values(options.origins))).toEqual(new Set(['default']));
  });

  it('is code before environment before file, for each option by itself', () => {
    const configFile = writeConfig('[dashboard]\nCUSTOM_LINK=file\nBRAND_NAME=file\nTITLE_NAME=file\n');
    const environment = { NMD_LINK: 'environment', NMD_BRAND_NAME: 'environment' };
    const options = resolveOptions({ configFile, link: 'code' }, environment, folder);
    expect(options).toMatchObject({ link: 'code', brandName: 'environment', titleName: 'file' });
    expect(options.origins).toMatchObject({
      link: 'code',
      brandName: 'environment',
      titleName: 'file',
      monitorLevel: 'default',
    });
  });

  it('may differ between the parts of retention', () => {
    const options = resolveOptions({ retention: { requestDays: 3 } }, { NMD_RETENTION_DETAIL_DAYS: '4.5' }, folder);
    expect(options.retention).toEqual({
      requestDays: 3,
      detailDays: 4.5,
      minuteRollupDays: 2,
      quarterHourRollupDays: 90,
      maxDatabaseMegabytes: null,
    });
  });

  it('caps a database in memory, as memory is the app’s', () => {
    const cap = (options: object): number | null =>
      resolveOptions(options, { NMD_DATABASE: 'sqlite://' }, folder).retention.maxDatabaseMegabytes;
    expect(cap({})).toBe(256);
    expect(cap({ retention: { maxDatabaseMegabytes: 20 } })).toBe(20);
  });

  it('passes over undefined in code and over empty variables', () => {
    const options = resolveOptions(
      { version: undefined, retention: { requestDays: undefined } } as object,
      { NMD_LINK: '' },
      folder,
    );
    expect(options).toMatchObject({ version: '1.0', link: 'dashboard', retention: { requestDays: 7 } });
  });

  it('is never an environment variable without our prefix', () => {
    expect(resolveOptions({}, { USERNAME: 'somebody', PASSWORD: 'x' }, folder)).toMatchObject({ username: null });
  });
});

describe('problems', () => {
  it('of all sources come at once, each with its place', () => {
    const configFile = writeConfig('[dashboard]\nMONITOR_LEVEL=7\nAPP_VERSON=2\n[databse]\nDATABASE=x\n');
    const problems = problemsOf(
      { configFile, monitorLevl: 1, link: 'a b' },
      { NMD_MONITOR_LEVL: '1', NMD_TIMEZONE: 'Mars/Base' },
    );
    expect(problems).toEqual([
      '  - option "monitorLevl": unknown option; did you mean "monitorLevel"?',
      '  - option "link": must be a path such as "dashboard" or "tools/dashboard", of letters, digits and . _ ~ - (given: "a b")',
      '  - environment NMD_MONITOR_LEVL: unknown variable; did you mean "NMD_MONITOR_LEVEL"?',
      '  - environment NMD_TIMEZONE: must be an IANA time zone such as "Europe/Amsterdam" or "UTC" (given: "Mars/Base")',
      `  - file ${configFile} [dashboard] MONITOR_LEVEL: must be 0, 1, 2 or 3 (given: 7)`,
      `  - file ${configFile} [dashboard] APP_VERSON: unknown key; did you mean "APP_VERSION"?`,
      `  - file ${configFile} [databse]: unknown section; did you mean "database"?`,
    ]);
  });

  it('are found in values that lose as well', () => {
    expect(problemsOf({ monitorLevel: 2 }, { NMD_MONITOR_LEVEL: '9' })).toHaveLength(1);
  });

  it('name options that only code can give', () => {
    expect(problemsOf({}, { NMD_GROUP_BY: 'x' })).toEqual([
      '  - environment NMD_GROUP_BY: "groupBy" can only be given in code',
    ]);
  });

  it('list what there is when nothing is close', () => {
    expect(problemsOf({ retention: { whatever: 1 } })[0]).toContain('; there is retention.requestDays, ');
  });

  it.each([
    [{ monitorLevel: '1' }, 'must be 0, 1, 2 or 3 (given: "1")'],
    [{ outlierDetectionConstant: 0 }, 'must be more than 0 (given: 0)'],
    [{ samplingPeriodMillis: Number.NaN }, 'must be a number (given: NaN)'],
    [{ enableLogging: 'yes' }, 'must be true or false (given: "yes")'],
    [{ timezone: '+02:00' }, 'must be an IANA time zone'],
    [{ link: '/' }, 'must be a path'],
    [{ link: 'a/../b' }, 'must be a path'],
    [{ tablePrefix: 'a-b' }, 'must be at most 30 letters'],
    [{ version: ' ' }, 'must not be empty'],
    [{ colors: { main: [0, 1] } }, 'option "colors"["main"]: must be [red, green, blue]'],
    [{ exclude: ['/ok', 'health'] }, 'option "exclude"[1]: must start with "/"'],
    [{ exclude: 'health' }, 'option "exclude": must start with "/"'],
    [{ redact: [''] }, 'must not be empty'],
    [{ groupBy: 'user' }, 'must be a function or a list'],
    [{ getIp: '1.2.3.4' }, 'must be a function'],
    [{ logger: { info() {} } }, 'must have the functions debug, info, warn and error'],
    [{ retention: 7 }, 'option "retention": must be an object'],
    [{ retention: { requestDays: 1e9 } }, 'must be at most 36500'],
    [{ username: 'ann' }, '"username" is given without "password"'],
    [{ password: 'secret' }, '"password" is given without "username"'],
    [{ git: '.' }, 'is no git repository; give "version" instead'],
  ])('say what is wrong with %j', (options, message) => {
    const problems = problemsOf(options);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it('never repeat a secret', () => {
    const database = 'postgresql://ann:hunter2@host:port/app';
    const environment = { NMD_DATABASE: database, NMD_PASSWORD: 'hunter2' };
    expect(
      problemsOf({ database, securityToken: ['hunter2'], password: { hunter2: 1 } }, environment).join(),
    ).not.toContain('hunter2');
  });
});

describe('the configuration file', () => {
  it('must exist', () => {
    expect(problemsOf({ configFile: 'missing.cfg' })).toEqual([
      `  - option "configFile": the configuration file ${join(folder, 'missing.cfg')} does not exist`,
    ]);
    expect(problemsOf({}, { NMD_CONFIG_FILE: folder })[0]).toContain(`${folder} cannot be read (EISDIR)`);
  });

  it('is found through the variable that configEnvVar names, which must be set', () => {
    writeConfig('[dashboard]\nCUSTOM_LINK=from-file\n');
    expect(resolveOptions({ configEnvVar: 'APP_CFG' }, { APP_CFG: 'config.cfg' }, folder).link).toBe('from-file');
    expect(problemsOf({ configEnvVar: 'APP_CFG' })).toEqual([
      '  - option "configEnvVar": the environment has no variable APP_CFG, which must name the configuration file',
    ]);
  });

  it('is configFile unless the variable of configEnvVar names another', () => {
    const configFile = writeConfig('[dashboard]\nCUSTOM_LINK=from-file\n');
    expect(resolveOptions({ configFile, configEnvVar: 'APP_CFG' }, {}, folder).link).toBe('from-file');
    expect(problemsOf({ configFile, configEnvVar: 'APP_CFG' }, { APP_CFG: 'other.cfg' })[0]).toContain(
      'environment APP_CFG',
    );
  });

  it('comes from NMD_CONFIG_FILE when code names none', () => {
    writeConfig('[dashboard]\nCUSTOM_LINK=from-file\n');
    expect(resolveOptions({}, { NMD_CONFIG_FILE: 'config.cfg' }, folder).link).toBe('from-file');
  });
});

describe('the result', () => {
  it('reads every form of text from the environment', () => {
    const environment = {
      NMD_MONITOR_LEVEL: '3',
      NMD_ENABLE_LOGGING: 'ON',
      NMD_SHOW_LOGIN_BANNER: 'no',
      NMD_COLORS: '{"main": [0, 97, 255], "static": "#ff9900"}',
      NMD_EXCLUDE: '/health, /metrics,',
    };
    expect(resolveOptions({}, environment, folder)).toMatchObject({
      monitorLevel: 3,
      enableLogging: true,
      showLoginBanner: false,
      colors: { main: 'rgb(0, 97, 255)', static: 'rgb(255, 153, 0)' },
      exclude: ['/health', '/metrics'],
    });
  });

  it('takes slashes off the link', () => {
    expect(resolveOptions({ link: '/tools/dash/' }, {}, folder).link).toBe('tools/dash');
  });

  it('holds patterns that remember nothing between tests', () => {
    const [rule] = resolveOptions({ exclude: /health/g }, {}, folder).exclude;
    expect(rule).toEqual(/health/);
  });

  it('is frozen and apart from what was passed in', () => {
    const given = { exclude: ['/a'], colors: { main: '#000000' }, groupBy: ['User', 3], logger: console };
    const options = resolveOptions(given, {}, folder);
    for (const part of [
      options,
      options.exclude,
      options.colors,
      options.groupBy,
      options.retention,
      options.origins,
      options.notices,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect([given.exclude, given.colors, given.groupBy, given.logger].some(Object.isFrozen)).toBe(false);
  });

  it('keeps the export off with the token that every FMD has', () => {
    const options = resolveOptions({ securityToken: 'cc83733cb0af8b884ff6577086b87909' }, {}, folder);
    expect(options.securityToken).toBeNull();
    expect(options.notices).toEqual([expect.stringContaining('published default')]);
  });
});

describe('whatever is given', () => {
  const key = fc.oneof(fc.constantFrom(...OPTION_KEYS, 'configFile', 'configEnvVar', 'retention'), fc.string());
  const value = fc.oneof(
    fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withSparseArray: true,
    }),
    fc.constantFrom('', 'a/b', 'sqlite:///x.db', 1, 2.5, true, /x/g, Symbol('s'), () => 1, []),
  );
  const variable = fc.oneof(
    fc.constantFrom(...OPTION_KEYS.map(environmentName), 'NMD_CONFIG_FILE'),
    fc.string().map((name) => `NMD_${name}`),
  );
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom('1', 'True', 'postgresql://u:p@h/d', "{'a': '[1,2,3]',}"),
  );

  it('from code and environment gives complete frozen options or names the problems', () => {
    const property = fc.property(fc.dictionary(key, value), fc.dictionary(variable, text), (options, environment) => {
      expectOptionsOrProblems(options, environment);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('in a file gives complete frozen options or names the problems', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '[dashboard]',
        '[visualization]',
        '[database]',
        "COLORS={'main':'[0,97,255]',",
        "  'x': [1,2,3]}",
        'GIT=.',
        '',
      ),
      fc.string({ unit: 'binary' }),
    );
    const property = fc.property(fc.array(line), (lines) => {
      expectOptionsOrProblems({ configFile: writeConfig(lines.join('\n')) }, {});
    });
    fc.assert(property, { numRuns: 200 });
  });

  function expectOptionsOrProblems(options: object, environment: NodeJS.ProcessEnv): void {
    try {
      const resolved = resolveOptions(options as DashboardOptions, environment, folder);
      expect(Object.isFrozen(resolved)).toBe(true);
      expect(Object.values(resolved)).not.toContain(undefined);
    } catch (error) {
      expect(error).toMatchObject({ name: 'MonitoringError', code: 'NMD_INVALID_OPTIONS' });
    }
  }
});
