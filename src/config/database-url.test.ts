import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from './database-url.ts';
import { storageLocation } from './storage-location.ts';

describe('parseDatabaseUrl', () => {
  it.each([
    ['sqlite:///data/app.db', { engine: 'sqlite', path: 'data/app.db' }],
    ['sqlite:////var/app.db', { engine: 'sqlite', path: '/var/app.db' }],
    ['sqlite:///C:\\data\\app.db', { engine: 'sqlite', path: 'C:\\data\\app.db' }],
    ['sqlite+pysqlite:///app.db?check_same_thread=false', { engine: 'sqlite', path: 'app.db' }],
    ['sqlite://', { engine: 'memory' }],
    ['sqlite:///', { engine: 'memory' }],
    ['sqlite+pysqlite:///:memory:', { engine: 'memory' }],
    ['postgresql+psycopg2://u:p%40@h:5432/app', { engine: 'postgres', url: 'postgresql://u:p%40@h:5432/app' }],
    ['postgres://h/app', { engine: 'postgres', url: 'postgresql://h/app' }],
    ['mysql+pymysql://u@h/app?charset=utf8mb4', { engine: 'mysql', url: 'mysql://u@h/app?charset=utf8mb4' }],
    ['mariadb://h/app', { engine: 'mysql', url: 'mysql://h/app' }],
  ])('reads %s', (text, url) => {
    expect(parseDatabaseUrl(text)).toEqual(url);
  });

  it.each([
    ['sqlite://app.db', 'two slashes'],
    ['sqlite:///file:app.db?mode=memory&uri=true', 'file: URI'],
    ['app.db', 'must be a URL such as'],
    ['oracle://h/app', 'unknown scheme "oracle"'],
    ['postgresql://h', 'names no database'],
    ['mysql://u:p#w@h/app', 'not a valid URL'],
  ])('refuses %s', (text, problem) => {
    expect(parseDatabaseUrl(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('never repeats what may be a password', () => {
    const secret = fc.stringMatching(/^[!-~]{12,20}$/);
    const scheme = fc.constantFrom('postgresql', 'mysql+pymysql', 'sqlite', 'oracle', '');
    const property = fc.property(scheme, secret, fc.constantFrom('h/d', 'h', ''), (name, password, rest) => {
      const url = parseDatabaseUrl(`${name}://ann:${password}@${rest}`);
      if ('problem' in url) expect(url.problem).not.toContain(password);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

describe('storageLocation', () => {
  it("makes the file's path absolute", () => {
    const location = storageLocation({ database: 'sqlite:///data/app.db', tablePrefix: 'x_' }, '/srv/app');
    expect(location).toEqual({ engine: 'sqlite', file: '/srv/app/data/app.db', tablePrefix: 'x_' });
  });

  it('gives each monitor a database of its own in memory', () => {
    const locate = () => storageLocation({ database: 'sqlite://', tablePrefix: 'x_' });
    expect(locate()).toEqual({ engine: 'memory', name: expect.any(String), tablePrefix: 'x_' });
    expect(locate()).not.toEqual(locate());
  });

  it("keeps a server's URL without its Python driver", () => {
    const location = storageLocation({ database: 'mysql+pymysql://u:p@h/app', tablePrefix: '' });
    expect(location).toEqual({ engine: 'mysql', url: 'mysql://u:p@h/app', tablePrefix: '' });
  });
});
