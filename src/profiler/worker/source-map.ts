import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodedMappings, originalPositionFor, sourceContentFor, TraceMap } from '@jridgewell/trace-mapping';

/** A place in the source that people wrote. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  /** Where the map says so: minified code has names of its own. */
  readonly name: string | null;
}

const COMMENT = /^[ \t]*(?:\/\/|\/\*)[#@] sourceMappingURL=([^\s*]+)/gm;
const INLINE = /^data:application\/json[^,]*?(;base64)?,(.*)$/s;
/** A line of running code that comes from lines further apart than this is a whole file, not a reprinted statement. */
const LINES_APART = 4;

/** Where the code's comment says that its source map is; null when it says nothing. */
export function sourceMapUrlIn(text: string): string | null {
  return [...text.matchAll(COMMENT)].at(-1)?.[1] ?? null;
}

/** The map of running code, inline or beside it. Null when there is none that can be read. */
export function readSourceMap(file: string, url: string): SourceMap | null {
  try {
    const inline = INLINE.exec(url);
    if (inline !== null) {
      const [, isBase64, data = ''] = inline;
      const json = isBase64 === undefined ? decodeURIComponent(data) : Buffer.from(data, 'base64').toString('utf8');
      return new SourceMap(json, file);
    }
    const path = url.startsWith('file:') ? fileURLToPath(url) : resolve(dirname(file), decodeURIComponent(url));
    return new SourceMap(readFileSync(path, 'utf8'), path);
  } catch {
    return null;
  }
}

export class SourceMap {
  readonly #map: TraceMap;
  readonly #files: readonly string[];

  constructor(json: string, place: string) {
    this.#map = new TraceMap(json, pathToFileURL(place).href);
    this.#files = this.#map.resolvedSources.map((source) => asPath(source));
  }

  /** Columns are from 1. */
  placeOf(line: number, column: number): SourcePlace | null {
    const { source, line: original, name } = originalPositionFor(this.#map, { line, column: Math.max(0, column - 1) });
    if (source === null || original === null) return null;
    return { file: asPath(source), line: original, name };
  }

  /** For a line without a column; null when it holds code of several places. */
  placeOfLine(line: number): SourcePlace | null {
    const segments = (decodedMappings(this.#map)[line - 1] ?? []).flatMap((segment) =>
      segment.length > 1 ? [{ source: segment[1] ?? 0, line: (segment[2] ?? 0) + 1 }] : [],
    );
    const [first] = segments;
    if (first === undefined) return null;
    const lines = segments.map((segment) => segment.line);
    const isOnePlace =
      segments.every(({ source }) => source === first.source) && Math.max(...lines) - Math.min(...lines) <= LINES_APART;
    const file = this.#files[first.source];
    return isOnePlace && file !== undefined ? { file, line: Math.min(...lines), name: null } : null;
  }

  /** Text of a source, when the map holds it. */
  contentOf(file: string): string | null {
    const source = this.#map.resolvedSources[this.#files.indexOf(file)];
    return source === undefined ? null : sourceContentFor(this.#map, source);
  }
}

function asPath(source: string | null): string {
  if (source === null) return '';
  try {
    return source.startsWith('file:') ? fileURLToPath(source) : source;
  } catch {
    return source;
  }
}
