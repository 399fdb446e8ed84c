import { describe, expect, it } from 'vitest';
import type { CodeOrigin } from '../../../src/model/code-line.ts';
import { editorLink, hostLink, packageOf, placeText } from './code-place.ts';

function place(file: string, origin: CodeOrigin = 'app', line: number | null = 17) {
  return { file, line, origin };
}

describe('the place of a line', () => {
  it('is as short as it stays clear', () => {
    expect(placeText(place('/srv/shop/src/routes/books.ts'), '/srv/shop')).toBe('src/routes/books.ts:17');
    expect(placeText(place('/srv/shop/src/routes/books.ts'), null)).toBe('src/routes/books.ts:17');
    expect(placeText(place('/srv/shop/node_modules/pg/lib/client.js', 'library'), '/srv/shop')).toBe(
      'pg/lib/client.js:17',
    );
    expect(placeText(place('C:\\shop\\src\\a.ts', 'app', null), 'C:\\shop')).toBe('src/a.ts');
    expect(placeText(place('node:net', 'node'), null)).toBe('node:net:17');
  });

  it('says whose code it is', () => {
    expect(packageOf(place('/a/node_modules/@scope/name/index.js', 'library'))).toBe('@scope/name');
    expect(packageOf(place('/a/node_modules/pg/node_modules/pg-pool/index.js', 'library'))).toBe('pg-pool');
    expect(packageOf(place('node:internal/deps/undici', 'node'))).toBe('node:internal');
  });
});

describe('a link to an editor', () => {
  it('is of files only', () => {
    expect(editorLink(place('/srv/my shop/a#b.ts'))).toBe('vscode://file/srv/my%20shop/a%23b.ts:17');
    expect(editorLink(place('C:\\shop\\a.ts', 'app', null))).toBe('vscode://file/C:/shop/a.ts');
    expect(editorLink(place('node:net', 'node'))).toBeNull();
    expect(editorLink(place('webpack://shop/a.ts'))).toBeNull();
  });
});

describe('a link to the code host', () => {
  const links = { rootFolder: '/srv/shop', urlTemplate: 'https://github.com/o/shop/blob/{commit}/{path}#L{line}' };
  const commit = '0123456789abcdef0123456789abcdef01234567';

  it('is the line as it was at that commit', () => {
    expect(hostLink(place('/srv/shop/src/a b.ts'), commit, links)).toBe(
      `https://github.com/o/shop/blob/${commit}/src/a%20b.ts#L17`,
    );
  });

  it('is there only for the code of a commit of the repository', () => {
    expect(hostLink(place('/srv/shop/src/a.ts'), '1.2.0', links)).toBeNull();
    expect(hostLink(place('/srv/shop/src/a.ts'), null, links)).toBeNull();
    expect(hostLink(place('/srv/other/a.ts'), commit, links)).toBeNull();
    expect(hostLink(place('/srv/shop/node_modules/pg/a.js', 'library'), commit, links)).toBeNull();
    expect(hostLink(place('/srv/shop/src/a.ts'), commit, { rootFolder: null, urlTemplate: null })).toBeNull();
  });
});
