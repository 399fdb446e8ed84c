import type { ExpressLayer } from './express-app.ts';

/**
 * Express 4 keeps of a mount only the expression it made of the path, and one expression for a whole
 * list of paths. This is the way back: `^\/users(?:\/([^/]+?))\/?(?=\/|$)` was `/users/:id`.
 */
export interface RegexpAlternative {
  readonly template: string;
  readonly regexp: RegExp;
}

type Keys = NonNullable<ExpressLayer['keys']>;

const END_OF_MOUNT = /\\?\/?\?\(\?=\\\/\|\$\)$/;
const PARAMETER = /^\(\?:(\\\.)?(\\\/)?\((.*?)\)(\(\(\?:\[.*\]\.\+\?\)\?\))?\)$/s;
const DEFAULT_CAPTURE = /^(\[\^.*\]\+\?|\(\?:\(\?!.*\)\.\)\+\?)$/s;
const CAPTURING_GROUP = /\\.|\((?:\?<[^=!].*?>)?(?!\?)/g;

/** The paths of a mount, in the order they were given. */
export function mountAlternatives(regexp: RegExp, keys: Keys): readonly RegexpAlternative[] {
  let keysUsed = 0;
  return alternatives(regexp.source).map((source) => {
    const own = keys.slice(keysUsed, keysUsed + capturingGroups(source));
    keysUsed += own.length;
    return {
      template: templateOf(source, regexp.flags, own),
      regexp: new RegExp(source, regexp.flags.replace(/[gy]/g, '')),
    };
  });
}

/** Splits `^\/a…|^\/b…` at the bars that no group encloses. */
export function alternatives(source: string): readonly string[] {
  const inner = source.startsWith('(?:^') && groupEnd(source, 0) === source.length ? source.slice(3, -1) : source;
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < inner.length; at = nextUnit(inner, at)) {
    if (inner[at] !== '|') continue;
    parts.push(inner.slice(start, at));
    start = at + 1;
  }
  return [...parts, inner.slice(start)];
}

function templateOf(source: string, flags: string, keys: Keys): string {
  if (!(source.startsWith('^') && END_OF_MOUNT.test(source))) return `/${source}/${flags}`;
  const body = source.slice(1).replace(END_OF_MOUNT, '');
  const unused = [...keys];
  let template = '';
  for (let at = 0, end = 0; at < body.length; at = end) {
    end = nextUnit(body, at);
    template += unitTemplate(body.slice(at, end), unused);
  }
  return template;
}

function unitTemplate(unit: string, unusedKeys: Keys[number][]): string {
  if (unit[0] === '\\') return unit.slice(1);
  if (unit[0] !== '(') return unit;
  const names = unusedKeys.splice(0, capturingGroups(unit));
  if (unit === '(.*)') return '*';
  const [, dot = '', slash = '', capture = '', rest] = PARAMETER.exec(unit) ?? [];
  const name = names[0]?.name;
  if (typeof name !== 'string' || capture === '') return unit;
  const constraint = DEFAULT_CAPTURE.test(capture) ? '' : `(${capture})`;
  return `${dot.slice(1)}${slash.slice(1)}:${name}${constraint}${rest === undefined ? '' : '*'}`;
}

function capturingGroups(source: string): number {
  return Array.from(source.matchAll(CAPTURING_GROUP)).filter(([text]) => text[0] === '(').length;
}

/** End of what starts at `at`: an escape, a character class, a whole group, or one character. */
function nextUnit(source: string, at: number): number {
  if (source[at] === '\\') return at + 2;
  if (source[at] === '[') return classEnd(source, at);
  return source[at] === '(' ? groupEnd(source, at) : at + 1;
}

function classEnd(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
  return at + 1;
}

function groupEnd(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length && source[at] !== ')') at = nextUnit(source, at);
  return at + 1;
}
