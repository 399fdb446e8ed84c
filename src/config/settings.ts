import { OPTIONS, type OptionKey, type TextForm } from './option-definitions.ts';
import { type OptionProblems, showValue } from './option-problems.ts';
import { parsePythonLiteral } from './python-literal.ts';

/** A value that one source gives to an option. */
export interface Setting {
  /** Undefined when it was refused. */
  readonly value: unknown;
  /** `environment NMD_MONITOR_LEVEL`. */
  readonly place: string;
}

/** What one source says; refused values are in it too, so that they are not reported as missing as well. */
export type Settings = Map<OptionKey, Setting>;

export function readSetting(key: OptionKey, raw: unknown, place: string, problems: OptionProblems): Setting {
  const result = OPTIONS[key].schema.safeParse(raw);
  if (result.success) return { value: result.data, place };
  for (const { path, message } of result.error.issues) {
    const step = path[0];
    // One rule is checked as a list of one; then there is no item to point at.
    const isItem = step !== undefined && typeof raw === 'object' && raw !== null && Object.hasOwn(raw, step);
    const given = OPTIONS[key].isSecret ? '' : ` (given: ${showValue(isItem ? Reflect.get(raw, step) : raw)})`;
    problems.add(isItem ? `${place}[${JSON.stringify(step)}]` : place, message + given);
  }
  return { value: undefined, place };
}

/** Text that cannot be converted stays text, and the option's schema says what it should have been. */
export function readTextSetting(key: OptionKey, text: string, place: string, problems: OptionProblems): Setting {
  try {
    return readSetting(key, fromText(text, OPTIONS[key].text), place, problems);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    problems.add(place, `cannot be read: ${error.message}`);
    return { value: undefined, place };
  }
}

const TRUE = ['true', '1', 'yes', 'on'];
const FALSE = ['false', '0', 'no', 'off'];

function fromText(text: string, form: TextForm): unknown {
  if (form === 'literal') return parsePythonLiteral(text);
  if (form === 'list') return text.split(',').flatMap((item) => item.trim() || []);
  if (form === 'number')
    return /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text.replaceAll('_', '')) : text;
  if (form !== 'boolean') return text;
  if (TRUE.includes(text.toLowerCase())) return true;
  return FALSE.includes(text.toLowerCase()) ? false : text;
}
