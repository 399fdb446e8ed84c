import { MonitoringError } from '../model/errors.ts';

/** Collects what is wrong in all sources, so that one start shows everything there is to fix. */
export class OptionProblems {
  readonly #lines: string[] = [];

  add(place: string, message: string): void {
    this.#lines.push(`${place}: ${message}`);
  }

  /** @throws MonitoringError `NMD_INVALID_OPTIONS` with one line per problem. */
  throwIfAny(): void {
    if (this.#lines.length === 0) return;
    const count = this.#lines.length === 1 ? 'a problem' : `${this.#lines.length} problems`;
    const lines = this.#lines.map((line) => `  - ${line}`).join('\n');
    throw new MonitoringError('NMD_INVALID_OPTIONS', `The dashboard's options have ${count}:\n${lines}`);
  }
}

const LONGEST_SHOWN = 60;

/** What was given, short and harmless: no user code runs and no object is walked. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value);
  }
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  return String(value);
}
