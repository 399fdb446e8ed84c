import type { Redaction } from './redaction.ts';

const MAX_FIELDS = 100;
const MAX_VALUE_LENGTH = 1000;

/** Headers, parameters or variables as texts without secrets, bounded in number and length. */
export function redactFields(
  fields: Readonly<Record<string, unknown>>,
  redaction: Redaction,
): Readonly<Record<string, string>> {
  const redacted: Record<string, string> = {};
  for (const name of Object.keys(fields).slice(0, MAX_FIELDS)) {
    const value = fields[name];
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(', ') : String(value);
    Object.defineProperty(redacted, name.slice(0, MAX_VALUE_LENGTH), {
      value: redaction.value(name, text, MAX_VALUE_LENGTH),
      enumerable: true,
      configurable: true,
    });
  }
  return redacted;
}
