import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ConfigFilePath } from './config-file-path.ts';
import { type IniEntry, parseIni } from './ini-text.ts';
import { OPTION_KEYS, OPTIONS, type OptionKey } from './option-definitions.ts';
import type { OptionProblems } from './option-problems.ts';
import { readTextSetting, type Settings } from './settings.ts';
import { suggestion } from './suggestion.ts';

/** Keys that working files of Flask-MonitoringDashboard have and that mean nothing here. */
const IGNORED_KEYS: Readonly<Record<string, readonly string[]>> = {
  dashboard: ['BLUEPRINT_NAME'],
  authentication: ['GUEST_USERNAME', 'GUEST_PASSWORD'],
  alerting: [
    ...['ENABLED', 'TYPE', 'SMTP_HOST', 'SMTP_PORT', 'SMTP_USER', 'SMTP_PASSWORD', 'SMTP_TO'],
    ...['CHAT_PLATFORM', 'CHAT_WEBHOOK_URL', 'GITHUB_TOKEN', 'REPOSITORY_OWNER', 'REPOSITORY_NAME'],
  ],
};
const SECTIONS = ['dashboard', 'authentication', 'database', 'visualization', 'alerting'];

export interface FileSettings {
  readonly settings: Settings;
  /** What the file has and nothing comes of. */
  readonly notices: readonly string[];
}

/** Reads an INI file with the sections and keys of Flask-MonitoringDashboard. */
export function readFileSettings({ path, place }: ConfigFilePath, problems: OptionProblems): FileSettings {
  const text = readText(path, place, problems);
  const { entries, problems: faults } = parseIni(text);
  for (const { line, message } of faults) problems.add(`file ${path} line ${line}`, message);
  const reader = new FileReader(path, problems);
  for (const section of new Set(entries.map((entry) => entry.section))) {
    const inSection = entries.filter((entry) => entry.section === section);
    if (SECTIONS.includes(section)) reader.readSection(section, inSection);
    else problems.add(`file ${path} [${section}]`, `unknown section${suggestion(section, SECTIONS)}`);
  }
  return reader;
}

function readText(path: string, place: string, problems: OptionProblems): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    problems.add(place, `the configuration file ${path} ${reason}`);
    return '';
  }
}

class FileReader implements FileSettings {
  readonly settings: Settings = new Map();
  readonly notices: string[] = [];
  readonly #path: string;
  readonly #problems: OptionProblems;

  constructor(path: string, problems: OptionProblems) {
    this.#path = path;
    this.#problems = problems;
  }

  readSection(section: string, entries: readonly IniEntry[]): void {
    const options = OPTION_KEYS.filter((key) => OPTIONS[key].ini?.[0] === section);
    for (const key of options) this.#readOption(key, entries);
    const known = options.flatMap((key) => OPTIONS[key].ini?.slice(1) ?? []);
    const ignored = IGNORED_KEYS[section] ?? [];
    for (const entry of entries) {
      if (includesKey(known, entry.key)) continue;
      if (includesKey(ignored, entry.key)) this.notices.push(`${this.#placeOf(entry)} does nothing here`);
      else this.#problems.add(this.#placeOf(entry), `unknown key${suggestion(entry.key, [...known, ...ignored])}`);
    }
  }

  #readOption(key: OptionKey, entries: readonly IniEntry[]): void {
    const { ini = [], mayBeEmpty = false } = OPTIONS[key];
    const given = ini.slice(1).flatMap((name) => entries.filter((entry) => includesKey([name], entry.key)));
    const [entry, ...others] = given.filter(({ value }) => mayBeEmpty || value !== '');
    if (entry === undefined) return;
    // FMD's documentation says so, and it is where people look for it; FMD itself takes the working directory.
    const text = key === 'git' ? resolve(dirname(this.#path), entry.value) : entry.value;
    this.settings.set(key, readTextSetting(key, text, this.#placeOf(entry), this.#problems));
    for (const other of others) this.notices.push(`${this.#placeOf(other)} is overruled by ${entry.key}`);
  }

  #placeOf({ section, key }: IniEntry): string {
    return `file ${this.#path} [${section}] ${key.toUpperCase()}`;
  }
}

function includesKey(keys: readonly string[], key: string): boolean {
  return keys.includes(key.toUpperCase());
}
