import { decoded, type Redaction } from './redaction.ts';
import { REDACTED } from './secret-shapes.ts';

const MAX_URL_LENGTH = 2000;
const MAX_QUERY_VALUES = 50;
const MAX_VALUE_LENGTH = 500;

export interface RedactedUrl {
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * Path and query without secrets. `route` tells which segments of the path are values of parameters; the names of
 * some say that they are secrets, as in `/reset/:token`.
 */
export function redactUrl(target: string, route: string, redaction: Redaction): RedactedUrl {
  const at = target.indexOf('?');
  const path = at === -1 ? target : target.slice(0, at);
  const search = at === -1 ? '' : target.slice(at + 1, at + 1 + 10 * MAX_URL_LENGTH);
  const query: Record<string, string> = Object.create(null);
  const pairs: string[] = [];
  for (const pair of search.split('&').slice(0, MAX_QUERY_VALUES)) {
    if (pair === '') continue;
    const sign = pair.indexOf('=');
    const name = decoded(sign === -1 ? pair : pair.slice(0, sign));
    const given = sign === -1 ? '' : decoded(pair.slice(sign + 1));
    const value = redaction.value(name, given, MAX_VALUE_LENGTH);
    const shownName = redaction.text(name, MAX_VALUE_LENGTH);
    query[shownName] = shownName in query ? `${query[shownName]}, ${value}` : value;
    pairs.push(value === given && shownName === name ? pair : `${encodeURIComponent(shownName)}=${shown(value)}`);
  }
  const shownPath = redaction.text(withoutSecretSegments(path, route, redaction), MAX_URL_LENGTH);
  const url = pairs.length === 0 ? shownPath : `${shownPath}?${pairs.join('&')}`;
  return { url: url.slice(0, 2 * MAX_URL_LENGTH), query: { ...query } };
}

/** Readable as a placeholder, not as an encoded one. */
function shown(value: string): string {
  return encodeURIComponent(value).replaceAll(encodeURIComponent(REDACTED), REDACTED);
}

function withoutSecretSegments(path: string, route: string, redaction: Redaction): string {
  const names = route.split('/');
  if (!names.some((name) => isSecretParameter(name, redaction))) return path;
  const segments = path.split('/');
  // An app below another one has only the end of the path in its route.
  const offset = Math.max(0, segments.length - names.length);
  return segments
    .map((segment, index) => (isSecretParameter(names[index - offset] ?? '', redaction) ? REDACTED : segment))
    .join('/');
}

function isSecretParameter(segment: string, redaction: Redaction): boolean {
  return segment.includes(':') && redaction.isSecret(segment);
}
