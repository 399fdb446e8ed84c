export type DatabaseUrl =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'memory' }
  | { readonly engine: 'postgres' | 'mysql'; readonly url: string }
  | { readonly problem: string };

const ENGINES: ReadonlyMap<string, 'sqlite' | 'postgres' | 'mysql'> = new Map([
  ['sqlite', 'sqlite'],
  ['postgresql', 'postgres'],
  ['postgres', 'postgres'],
  ['mysql', 'mysql'],
  ['mariadb', 'mysql'],
]);
const FORMS =
  'sqlite:///relative.db, sqlite:////absolute.db, sqlite:// for memory, postgresql://…, mysql://… or mariadb://…';

/**
 * Reads the URL forms of SQLAlchemy. A `+driver` after the scheme names a Python package and is dropped.
 * No part of the URL is repeated in a problem except the scheme: the rest may hold a password.
 */
export function parseDatabaseUrl(text: string): DatabaseUrl {
  const match = /^([a-z]\w*)(?:\+\w+)?:\/\/([\s\S]*)$/i.exec(text.trim());
  if (match === null) return { problem: `must be a URL such as ${FORMS}` };
  const scheme = (match[1] ?? '').toLowerCase();
  const rest = match[2] ?? '';
  const engine = ENGINES.get(scheme);
  if (engine === undefined) return { problem: `has the unknown scheme "${scheme}"; must be ${FORMS}` };
  return engine === 'sqlite' ? parseSqlite(rest) : parseServer(engine, rest);
}

function parseSqlite(rest: string): DatabaseUrl {
  // What follows `?` are arguments of Python's sqlite3.
  const target = rest.split('?', 1)[0] ?? '';
  if (target === '' || target === '/' || target === '/:memory:') return { engine: 'memory' };
  if (!target.startsWith('/')) {
    return {
      problem: 'has two slashes before the file; a relative file has three (sqlite:///…), an absolute one four',
    };
  }
  if (target.startsWith('/file:')) return { problem: 'must name a file by its path, not by a file: URI' };
  return { engine: 'sqlite', path: target.slice(1) };
}

function parseServer(engine: 'postgres' | 'mysql', rest: string): DatabaseUrl {
  const protocol = engine === 'postgres' ? 'postgresql' : 'mysql';
  const url = parseUrl(`${protocol}://${rest}`);
  if (url === null || url.hash !== '') {
    return { problem: 'is not a valid URL; in user name and password @ is written %40, / %2F, : %3A, # %23 and % %25' };
  }
  if (url.pathname.length < 2)
    return { problem: `names no database; must be ${protocol}://user:password@host/database` };
  return { engine, url: url.href };
}

/** `URL.parse` of newer Nodes: null instead of an error whose message and `input` repeat the password. */
function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
