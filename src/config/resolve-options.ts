import { appVersion } from './app-version.ts';
import { type CodeLinks, NO_CODE_LINKS, readCodeLinks } from './code-links.ts';
import { readCodeSettings } from './code-settings.ts';
import { configFilePath } from './config-file-path.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { readEnvironmentSettings } from './environment-settings.ts';
import { type FileSettings, readFileSettings } from './file-settings.ts';
import { OPTION_KEYS, OPTIONS, type OptionKey, type OptionValues } from './option-definitions.ts';
import { OptionProblems } from './option-problems.ts';
import type { DashboardOptions, OptionOrigin, ResolvedOptions } from './options.ts';
import type { Setting, Settings } from './settings.ts';

/** Every installation of Flask-MonitoringDashboard has this one, so it protects nothing. */
const PUBLISHED_SECURITY_TOKEN = 'cc83733cb0af8b884ff6577086b87909';
const MEMORY_MEGABYTES = 256;
const NO_FILE: FileSettings = { settings: new Map(), notices: [] };

type Chosen = Setting & { readonly origin: OptionOrigin };

/**
 * Takes each option from the first source that gives it: code, environment, file, default. Values that lose are
 * checked too.
 *
 * @throws MonitoringError `NMD_INVALID_OPTIONS` naming every problem of every source.
 */
export function resolveOptions<Request>(
  options: DashboardOptions<Request>,
  environment: NodeJS.ProcessEnv = process.env,
  workingDirectory: string = process.cwd(),
): ResolvedOptions<Request> {
  const problems = new OptionProblems();
  const filePath = configFilePath(options, environment, workingDirectory, problems);
  const code = readCodeSettings(options, problems);
  const fromEnvironment = readEnvironmentSettings(environment, problems);
  const file = filePath === null ? NO_FILE : readFileSettings(filePath, problems);
  const chosen = choose({ code, environment: fromEnvironment, file: file.settings });
  const notices = [...file.notices];
  const version = appVersion({ git: chosen.git, version: chosen.version, workingDirectory, problems, notices });
  checkCredentials(chosen, problems);
  problems.throwIfAny();
  // The schemas made sure of each value's type; the request's type is the caller's word.
  const values = Object.fromEntries(OPTION_KEYS.map((key) => [key, chosen[key].value])) as unknown as OptionValues;
  const origins = Object.fromEntries(OPTION_KEYS.map((key) => [key, chosen[key].origin]));
  return assemble({
    values: { ...values, version: version.version },
    origins: { ...origins, version: version.origin },
    notices,
    codeLinks: values.git === null ? NO_CODE_LINKS : readCodeLinks(values.git, workingDirectory),
    production: environment['NODE_ENV'] === 'production',
  }) as ResolvedOptions<Request>;
}

function choose(sources: Readonly<Record<Exclude<OptionOrigin, 'default'>, Settings>>): Record<OptionKey, Chosen> {
  const origins = ['code', 'environment', 'file'] as const;
  const chosen = OPTION_KEYS.map((key): [OptionKey, Chosen] => {
    for (const origin of origins) {
      const setting = sources[origin].get(key);
      if (setting !== undefined) return [key, { ...setting, origin }];
    }
    return [key, { value: OPTIONS[key].default(), place: 'default', origin: 'default' }];
  });
  return Object.fromEntries(chosen) as Record<OptionKey, Chosen>;
}

function checkCredentials({ username, password }: Record<OptionKey, Chosen>, problems: OptionProblems): void {
  if (password.origin === 'default' && username.origin !== 'default') {
    problems.add(username.place, '"username" is given without "password"');
  }
  if (username.origin === 'default' && password.origin !== 'default') {
    problems.add(password.place, '"password" is given without "username"');
  }
}

interface Assembly {
  readonly values: OptionValues;
  readonly origins: Readonly<Record<string, OptionOrigin>>;
  readonly notices: string[];
  readonly codeLinks: CodeLinks;
  readonly production: boolean;
}

function assemble({ values, origins, notices, codeLinks, production }: Assembly): ResolvedOptions {
  const {
    'retention.requestDays': requestDays,
    'retention.detailDays': detailDays,
    'retention.minuteRollupDays': minuteRollupDays,
    'retention.quarterHourRollupDays': quarterHourRollupDays,
    'retention.maxDatabaseMegabytes': maxDatabaseMegabytes,
    'outliers.rule': rule,
    'outliers.perMinute': perMinute,
    'outliers.bodies': bodies,
    'outliers.environment': environment,
    'openTelemetry.endpoint': endpoint,
    'openTelemetry.headers': headers,
    'openTelemetry.intervalMillis': intervalMillis,
    'openTelemetry.serviceName': serviceName,
    git: _git,
    alerts,
    ...direct
  } = values;
  if (alerts !== null) notices.push('option "alerts" does nothing yet');
  const isPublished = direct.securityToken === PUBLISHED_SECURITY_TOKEN;
  if (isPublished)
    notices.push("the security token is Flask-MonitoringDashboard's published default; the export stays off");
  return freezeOwn({
    ...direct,
    securityToken: isPublished ? null : direct.securityToken,
    outliers: { rule, perMinute, bodies, environment },
    openTelemetry: { endpoint, headers, intervalMillis, serviceName },
    codeLinks,
    retention: {
      requestDays,
      detailDays,
      minuteRollupDays,
      quarterHourRollupDays,
      maxDatabaseMegabytes: maxDatabaseMegabytes ?? defaultMegabytes(direct.database),
    },
    production,
    origins,
    notices,
  });
}

/** A file may grow as long as its disk allows; memory is the app's. */
function defaultMegabytes(database: string): number | null {
  const url = parseDatabaseUrl(database);
  return 'engine' in url && url.engine === 'memory' ? MEMORY_MEGABYTES : null;
}

/** Freezes what was made here, to the second level, where it ends; the logger and functions are the app's own. */
function freezeOwn(options: ResolvedOptions): ResolvedOptions {
  const { colors, exclude, outliers, redact, retention, openTelemetry, codeLinks, origins, notices } = options;
  const parts = [colors, exclude, outliers, outliers.environment, redact, retention, codeLinks, origins, notices];
  for (const part of [...parts, openTelemetry, openTelemetry.headers]) {
    Object.freeze(part);
  }
  return Object.freeze(options);
}
