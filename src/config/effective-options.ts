import { OPTION_KEYS, OPTIONS, type OptionKey } from './option-definitions.ts';
import type { OptionOrigin, ResolvedOptions } from './options.ts';

/** An option as people may see it. */
export interface EffectiveOption {
  readonly name: string;
  readonly value: string | number | boolean | null | readonly string[] | Readonly<Record<string, string>>;
  readonly origin: OptionOrigin;
}

/** They only say where others come from, or do nothing. */
const LEFT_OUT: ReadonlySet<OptionKey> = new Set<OptionKey>(['git', 'alerts']);

/** Every option with its value and where that comes from, secrets hidden; survives a structured clone. */
export function effectiveOptions(options: ResolvedOptions): readonly EffectiveOption[] {
  return OPTION_KEYS.filter((key) => !LEFT_OUT.has(key)).map((name) => ({
    name,
    value: shown(name, resolved(options, name)),
    origin: options.origins[name] ?? 'default',
  }));
}

function resolved(options: ResolvedOptions, name: OptionKey): unknown {
  const [own = name, part] = name.split('.');
  const value: unknown = Reflect.get(options, own);
  return part === undefined ? value : Reflect.get(Object(value), part);
}

function shown(name: OptionKey, value: unknown): EffectiveOption['value'] {
  if (value === null || value === undefined) return null;
  if (name === 'database' || name === 'openTelemetry.endpoint') return withoutSecrets(String(value));
  if (OPTIONS[name].isSecret) return '(hidden)';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(named);
  // Colours by endpoint; other objects are the app's own.
  return name === 'colors' ? { ...(value as Record<string, string>) } : named(value);
}

function named(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof RegExp) return String(value);
  return typeof value === 'function' ? '(function)' : '(object)';
}

/** Whoever connects, and with what, may be in the user's part and in the query. */
function withoutSecrets(url: string): string {
  const [, start = '', rest = ''] = /^([^:]+:\/\/)(.*)$/s.exec(url.split('?', 1)[0] ?? '') ?? [];
  return start + rest.slice(rest.lastIndexOf('@') + 1);
}
