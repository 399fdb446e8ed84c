import type { ExpressLayer, ExpressMatcher, ExpressPath, ExpressRoute } from './express-app.ts';
import { probedTemplate } from './probed-template.ts';
import { alternatives, mountAlternatives } from './regexp-template.ts';

/** One path of a route or mount: its text, and what of a request's path it takes. */
export interface PathPattern {
  /** As the developer wrote it. Null where Express keeps no trace of it and only a match shows it. */
  readonly template: string | null;
  match(path: string): PatternMatch | null;
}

export interface PatternMatch {
  readonly template: string;
  /** The part of the path that matched. */
  readonly taken: string;
  readonly parameters: readonly string[];
}

/** The paths of a mount, without a slash at the end; the root is the empty text. */
export function mountPatterns(layer: ExpressLayer): readonly PathPattern[] {
  if (layer.slash === true || layer.regexp?.fast_slash === true) return [ROOT];
  if (layer.matchers !== undefined) {
    const texts = layer.rawPath === undefined ? [] : pathTexts(layer.rawPath);
    return layer.matchers.map((matcher, index) => matcherPattern(matcher, mountText(texts[index])));
  }
  if (layer.regexp === undefined) return [];
  const keys = layer.keys ?? [];
  const names = keys.map(({ name }) => String(name));
  return mountAlternatives(layer.regexp, keys).map(({ template, regexp }) =>
    regexpPattern(regexp, mountText(template) ?? template, names),
  );
}

/** The paths of a route. */
export function routePatterns(layer: ExpressLayer, route: ExpressRoute): readonly PathPattern[] {
  const texts = pathTexts(route.path);
  if (layer.matchers !== undefined) {
    return layer.matchers.map((matcher, index) => matcherPattern(matcher, texts[index] ?? texts.join('|')));
  }
  if (layer.regexp === undefined) return [];
  const { source, flags } = layer.regexp;
  const sources = texts.length === 1 ? [source] : alternatives(source);
  if (sources.length !== texts.length) return [regexpPattern(layer.regexp, texts.join('|'), [])];
  return sources.map((one, index) =>
    regexpPattern(new RegExp(one, flags.replace(/[gy]/g, '')), texts[index] ?? one, []),
  );
}

export function pathTexts(path: ExpressPath): readonly string[] {
  if (typeof path === 'string') return [path];
  return path instanceof RegExp ? [String(path)] : path.flatMap(pathTexts);
}

const ROOT: PathPattern = { template: '', match: () => ({ template: '', taken: '', parameters: [] }) };

/** What is mounted at `/users/` answers `/users` too, and the paths below it bring their own slash. */
function mountText(text: string | undefined): string | undefined {
  const trimmed = text?.replace(/\/+$/, '');
  return trimmed === undefined || trimmed === '' || trimmed.startsWith('/') ? trimmed : `/${trimmed}`;
}

function regexpPattern(regexp: RegExp, template: string, parameters: readonly string[]): PathPattern {
  return {
    template,
    match(path) {
      const found = regexp.exec(path);
      return found === null ? null : { template, taken: found[0], parameters };
    },
  };
}

function matcherPattern(matcher: ExpressMatcher, text: string | undefined): PathPattern {
  const probed = new Map<string, string>();
  return {
    template: text ?? null,
    match(path) {
      const found = matched(matcher, path);
      if (found === null) return null;
      const parameters = Object.keys(found.params);
      return { template: text ?? probedOnce(probed, matcher, found), taken: found.path, parameters };
    },
  };
}

/** Kept per set of parameters: what was found for one request holds for all, and stays one text. */
function probedOnce(probed: Map<string, string>, matcher: ExpressMatcher, found: MatcherResult): string {
  const parameters = Object.keys(found.params).join('/');
  const known = probed.get(parameters);
  if (known !== undefined) return known;
  const template = probedTemplate(found, (path) => matched(matcher, path));
  probed.set(parameters, template);
  return template;
}

type MatcherResult = Exclude<ReturnType<ExpressMatcher>, false>;

/** Null as well when a parameter cannot be decoded, which Express answers with 400. */
function matched(matcher: ExpressMatcher, path: string): MatcherResult | null {
  try {
    return matcher(path) || null;
  } catch {
    return null;
  }
}
