import type { ApiCodeLine, CodeLinksAnswer } from '../../../src/api/contract.ts';

type Place = Pick<ApiCodeLine, 'file' | 'line' | 'origin'>;

const LIBRARY_FOLDER = '/node_modules/';
/** Of a path of which no part is known to be the app's folder, so much is shown. */
const SHOWN_SEGMENTS = 3;

export function isSameLine(left: ApiCodeLine, right: ApiCodeLine): boolean {
  return left.file === right.file && left.line === right.line && left.function === right.function;
}

/** The code; where it is not known, the function. */
export function textOf({ code, function: name }: ApiCodeLine): string {
  return code ?? `${name}()`;
}

/** `src/routes/books.ts:17`, `pg/lib/client.js:526`, `node:net`: as short as it stays clear. */
export function placeText(place: Place, rootFolder: string | null): string {
  const file = shortFile(place, rootFolder);
  return place.line === null ? file : `${file}:${place.line}`;
}

function shortFile({ file, origin }: Place, rootFolder: string | null): string {
  const path = file.replaceAll('\\', '/');
  if (path === '') return 'unknown file';
  if (origin === 'node') return path;
  const library = path.lastIndexOf(LIBRARY_FOLDER);
  if (library >= 0) return path.slice(library + LIBRARY_FOLDER.length);
  const below = pathBelow(path, rootFolder);
  if (below !== null) return below;
  return path.split('/').filter(Boolean).slice(-SHOWN_SEGMENTS).join('/');
}

/** `pg`, `@scope/name`, `node:net`: whose code it is. */
export function packageOf({ file, origin }: Place): string {
  const path = file.replaceAll('\\', '/');
  if (origin === 'node') return /^node:[^/]+/.exec(path)?.[0] ?? 'Node';
  const library = path.lastIndexOf(LIBRARY_FOLDER);
  const name = library < 0 ? '' : path.slice(library + LIBRARY_FOLDER.length);
  return /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? 'a library';
}

/** Opens the line in an editor that runs where the browser does. Null for code that is in no file. */
export function editorLink({ file, line, origin }: Place): string | null {
  if (origin === 'node' || !/^([A-Za-z]:)?[\\/]/.test(file)) return null;
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/').replace('%3A', ':');
  return `vscode://file/${path.replace(/^\//, '')}${line === null ? '' : `:${line}`}`;
}

const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** The line at the code host as it was in this version. Null for other code, and for versions that are no commit. */
export function hostLink(place: Place, version: string | null, links: CodeLinksAnswer | undefined): string | null {
  const path = pathBelow(place.file.replaceAll('\\', '/'), links?.rootFolder ?? null);
  if (path === null || path.includes('node_modules/') || version === null || !COMMIT.test(version)) return null;
  return (
    links?.urlTemplate
      ?.replace('{commit}', version)
      .replace('{path}', path.split('/').map(encodeURIComponent).join('/'))
      .replace('{line}', String(place.line ?? 1)) ?? null
  );
}

function pathBelow(path: string, rootFolder: string | null): string | null {
  if (rootFolder === null) return null;
  const root = `${rootFolder.replaceAll('\\', '/').replace(/\/$/, '')}/`;
  return path.startsWith(root) ? path.slice(root.length) : null;
}
