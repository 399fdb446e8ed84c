import type { ExpressMatcher } from './express-app.ts';

type Match = Exclude<ReturnType<ExpressMatcher>, false>;

interface Span {
  readonly start: number;
  readonly end: number;
  readonly placeholder: string;
}

const TOKEN = 'nmd';

/**
 * The template of a mount of which only a matching function is left (Express 5 with a router before
 * 2.3): whatever part of a matching path can be replaced so that a parameter becomes the replacement
 * was that parameter.
 */
export function probedTemplate({ path, params }: Match, matches: (path: string) => Match | null): string {
  const names = Object.keys(params);
  const spans = names.map((name) => parameterSpan(path, name, params[name], matches)).filter((span) => span !== null);
  // An unusual encoding hides a value; its concrete text must not become part of an endpoint's name.
  if (spans.length < names.length) return names.map((name) => `/:${name}`).join('');
  let template = '';
  let at = 0;
  for (const { start, end, placeholder } of spans.sort((a, b) => a.start - b.start)) {
    template += path.slice(at, start) + placeholder;
    at = end;
  }
  return (template + path.slice(at)).replace(/\/+$/, '');
}

function parameterSpan(
  path: string,
  name: string,
  value: unknown,
  matches: (path: string) => Match | null,
): Span | null {
  // Percent-encoding may be in either case.
  const lowerCase = path.toLowerCase();
  const parts = (Array.isArray(value) ? value : [value]).map(String);
  for (const raw of new Set([parts.join('/'), parts.map(encodeURIComponent).join('/')])) {
    const wanted = raw.toLowerCase();
    for (let start = lowerCase.indexOf(wanted); start !== -1; start = lowerCase.indexOf(wanted, start + 1)) {
      const end = start + raw.length;
      const found = matches(`${path.slice(0, start)}${TOKEN}${path.slice(end)}`);
      if (found === null || String(found.params[name]) !== TOKEN) continue;
      return { start, end, placeholder: `${Array.isArray(value) ? '*' : ':'}${name}` };
    }
  }
  return null;
}
