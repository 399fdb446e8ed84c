import { z } from 'zod';
import { parseColor } from './color.ts';
import { parseDatabaseUrl } from './database-url.ts';
import type { ExcludeRule, OutlierRule } from './options.ts';

/** What each option's value must be. Messages go on from the option's name: they say what is allowed. */

export const anyText: z.ZodType<string> = z.string('must be text').max(1000, 'must have at most 1000 characters');
export const someText: z.ZodType<string> = z
  .string('must be text')
  .trim()
  .min(1, 'must not be empty')
  .max(250, 'must have at most 250 characters');
/** Not trimmed: a blank may belong to it. */
export const secret: z.ZodType<string> = z.string('must be text').min(1, 'must not be empty');
export const level: z.ZodType<0 | 1 | 2 | 3> = z.literal([0, 1, 2, 3], 'must be 0, 1, 2 or 3');
export const trueOrFalse: z.ZodType<boolean> = z.boolean('must be true or false');
export const zeroOrMore: z.ZodType<number> = z.number('must be a number').nonnegative('must be 0 or more');
export const moreThanZero: z.ZodType<number> = z.number('must be a number').positive('must be more than 0');
/** A hundred years, so that a date that long ago still exists. */
export const days: z.ZodType<number> = z
  .number('must be a number of days')
  .positive('must be more than 0')
  .max(36_500, 'must be at most 36500');

export const link: z.ZodType<string> = z
  .string('must be text')
  .transform((text) => text.trim().replace(/^\/+|\/+$/g, ''))
  .refine((text) => text.split('/').every(isSafeSegment), {
    error: 'must be a path such as "dashboard" or "tools/dashboard", of letters, digits and . _ ~ -',
  });

function isSafeSegment(segment: string): boolean {
  return /^[\w.~-]+$/.test(segment) && segment !== '.' && segment !== '..';
}

export const databaseUrl: z.ZodType<string> = z
  .string('must be text')
  .trim()
  .superRefine((text, context) => {
    const url = parseDatabaseUrl(text);
    if ('problem' in url) context.addIssue(url.problem);
  });

/** Databases allow names of 63 or 64 characters, and the rest of a name needs about half of them. */
export const tablePrefix: z.ZodType<string> = z
  .string('must be text')
  .regex(/^\w{0,30}$/, 'must be at most 30 letters, digits and underscores');

export const timezone: z.ZodType<string> = z
  .string('must be text')
  .trim()
  .refine(isTimezone, 'must be an IANA time zone such as "Europe/Amsterdam" or "UTC"');

export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Node also takes offsets such as +02:00; a zone's hours and days need its rules.
    return /^[A-Z]/i.test(name);
  } catch {
    return false;
  }
}

const color = z.unknown().transform((value, context) => {
  const text = parseColor(value);
  if (text === null) context.addIssue('must be [red, green, blue] of 0 to 255, the same as text, or "#rrggbb"');
  return text ?? '';
});
export const colors: z.ZodType<Record<string, string>> = z.record(
  z.string(),
  color,
  "must be colours by endpoint, such as {'GET /users/:id': [0, 97, 255]}",
);

/** A copy without `g` and `y`: with them a pattern remembers its last match and would miss every other one. */
const pattern = z
  .instanceof(RegExp)
  .transform((given) => Object.freeze(new RegExp(given.source, given.flags.replace(/[gy]/g, ''))));
const pathPrefix = z.string().startsWith('/', 'must start with "/", as paths do');

export const excludeRules: z.ZodType<readonly ExcludeRule[]> = oneOrMany(
  z.union([pathPrefix, pattern, callback<(request: unknown) => boolean>()], {
    error: 'must be a path prefix that starts with "/", a pattern or a function',
  }),
);
export const redactedNames: z.ZodType<readonly (string | RegExp)[]> = oneOrMany(
  z.union([z.string().min(1, 'must not be empty'), pattern], { error: 'must be a name or a pattern' }),
);

export const variableNames: z.ZodType<readonly string[]> = oneOrMany(
  z.string('must be the name of a variable').min(1, 'must not be empty'),
);

export const outlierRule: z.ZodType<OutlierRule> = z.literal(['average', 'p99'], 'must be "average" or "p99"');
/** As a limit it is there to keep them few. */
export const countOfOutliers: z.ZodType<number> = z
  .int('must be a whole number')
  .positive('must be more than 0')
  .max(1000, 'must be at most 1000');

const METRICS_PATH = '/v1/metrics';

/** As OpenTelemetry's own programs take it, and with the usual path where there is none. */
export const otlpEndpoint: z.ZodType<string> = z
  .url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' })
  .transform((text) => {
    const url = new URL(text);
    if (url.pathname === '/') url.pathname = METRICS_PATH;
    return url.href;
  })
  .refine((text) => new URL(text).username === '', 'must not have a user in it; credentials go into the headers');

export const headers: z.ZodType<Record<string, string>> = z.record(
  z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/),
  z.string('must be text').regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'must be text without line ends'),
  "must be values by header name, such as {'x-api-key': '…'}",
);

/** A day at most: timers cannot wait for months. */
export const pushInterval: z.ZodType<number> = z
  .number('must be a number of milliseconds')
  .min(1000, 'must be at least 1000')
  .max(86_400_000, 'must be at most 86400000');

function oneOrMany<Value>(one: z.ZodType<Value>): z.ZodType<readonly Value[]> {
  return z.preprocess((value) => (Array.isArray(value) ? Array.from(value) : [value]), z.array(one));
}

export function callback<Function>(): z.ZodType<Function> {
  return z.custom<Function>((value) => typeof value === 'function', 'must be a function');
}

export function object<Value>(methods: readonly string[], error: string): z.ZodType<Value> {
  return z.custom<Value>((value) => typeof value === 'object' && value !== null && hasMethods(value, methods), error);
}

function hasMethods(value: object, methods: readonly string[]): boolean {
  return methods.every((method) => typeof Reflect.get(value, method) === 'function');
}

/** Copied, so that a later change of the app's own list changes nothing here. */
export const groupBy: z.ZodType<((request: unknown) => unknown) | readonly unknown[]> = z
  .custom<((request: unknown) => unknown) | unknown[]>(
    (value) => typeof value === 'function' || Array.isArray(value),
    'must be a function or a list',
  )
  .transform((value) => (Array.isArray(value) ? Object.freeze([...value]) : value));
