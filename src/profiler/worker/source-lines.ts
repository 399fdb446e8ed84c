import { readFileSync } from 'node:fs';
import type { CodeLine, CodeOrigin } from '../../model/code-line.ts';
import { originOf } from '../code-origin.ts';
import { callLines, functionBody } from './call-sites.ts';
import type { PathFrame } from './code-path.ts';
import { readSourceMap, type SourceMap, sourceMapUrlIn } from './source-map.ts';

const MAXIMUM_CODE_LENGTH = 300;
const MAXIMUM_FILES = 2000;
/** Nobody writes such lines: the file is minified. */
const LONGEST_WRITTEN_LINE = 1000;
/** Code around a place in a line that is too long to be shown. */
const SNIPPET_LENGTH = 120;
const TRANSLATED = /\.(?:[cm]?tsx?|jsx|vue|svelte|coffee)$/;
const LINE_ENDS = /\r\n|[\n\r\u2028\u2029]/;

interface RunningFile {
  /** Null when the text cannot be read, or is not what runs. */
  readonly lines: readonly string[] | null;
  readonly map: SourceMap | null;
}

/** Where a function begins in the running code. */
interface FunctionPlace {
  readonly file: string;
  readonly definedLine: number;
  readonly definedColumn: number;
}

/** Knows the source of running code: follows source maps, reads what stands on a line, and finds calls in a function. */
export class SourceLines {
  readonly #files = new Map<string, RunningFile>();
  readonly #texts = new Map<string, readonly string[] | null>();
  readonly #calls = new Map<string, readonly number[]>();
  readonly #runtimeMaps = new Map<string, string>();
  readonly #oneLineFiles = new Set<string>();

  lineOf(frame: PathFrame): CodeLine {
    const { file, line, column, function: name } = frame;
    const { map, lines } = this.#fileOf(file);
    if (map === null) return this.#writtenLine(frame, lines);
    const place = column === null || line === null ? null : map.placeOf(line, column);
    const found = place ?? (line === null ? null : map.placeOfLine(line));
    const defined = map.placeOf(frame.definedLine, frame.definedColumn);
    const known = found ?? defined;
    if (known === null) return this.#writtenLine(frame, lines);
    if (found === null && line !== null) this.#oneLineFiles.add(known.file);
    const text = found === null ? null : (this.#sourceOf(known.file, map)?.[found.line - 1] ?? null);
    const written = defined?.name ?? name;
    return {
      file: known.file,
      line: found?.line ?? null,
      function: written,
      code: shown(text, 0),
      origin: originOf(known.file),
    };
  }

  /** Whose code it is, by its source rather than by the file that runs. */
  originOf({ file, line, column, definedLine, definedColumn }: PathFrame): CodeOrigin {
    const { map } = this.#fileOf(file);
    const place = line === null || column === null ? null : map?.placeOf(line, column);
    return originOf((place ?? map?.placeOf(definedLine, definedColumn))?.file ?? file);
  }

  /** A raw line of the app's thread as people know it. */
  resolve({ file, line, column, function: name }: CodeLine): CodeLine {
    const place = { definedLine: line ?? 1, definedColumn: column ?? 1 };
    return this.lineOf({ file, line, column: column ?? null, function: name, ...place });
  }

  /** Whether lines of this source are not told apart while it runs. */
  isOneLine(file: string): boolean {
    return this.#oneLineFiles.has(file);
  }

  hasText(file: string): boolean {
    return this.#fileOf(file).lines !== null;
  }

  /** Of the running code; beyond it no line of the function can be. */
  lastLineOf({ file, definedLine, definedColumn }: FunctionPlace): number {
    const { lines } = this.#fileOf(file);
    if (lines === null) return Number.POSITIVE_INFINITY;
    const body = functionBody(lines, definedLine, definedColumn);
    return body?.lastLine ?? lines.length;
  }

  /** Whether only V8 knows the source map: a loader made the running code in memory. */
  wantsRuntimeMap(file: string): boolean {
    return TRANSLATED.test(file) && originOf(file) !== 'node' && !this.#runtimeMaps.has(file);
  }

  /** @param url of the source map, empty where the text on disk is what runs */
  addRuntimeMap(file: string, url: string): void {
    this.#runtimeMaps.set(file, url);
    this.#files.delete(file);
  }

  /** Lines of the running code on which the function calls one of this name. */
  callsIn({ file, definedLine, definedColumn }: FunctionPlace, callee: string): readonly number[] {
    const key = `${file}:${definedLine}:${definedColumn}:${callee}`;
    const known = this.#calls.get(key);
    if (known !== undefined) return known;
    const { lines } = this.#fileOf(file);
    const body = lines === null ? null : functionBody(lines, definedLine, definedColumn);
    const calls = body === null ? [] : callLines(body, callee);
    if (this.#calls.size > MAXIMUM_FILES) this.#calls.clear();
    this.#calls.set(key, calls);
    return calls;
  }

  /** Without a source map: what runs is what was written, unless it was minified. */
  #writtenLine({ file, line, column, function: name }: PathFrame, lines: readonly string[] | null): CodeLine {
    const text = line === null ? null : (lines?.[line - 1] ?? null);
    const isMinified = text !== null && text.length > LONGEST_WRITTEN_LINE;
    if (isMinified) this.#oneLineFiles.add(file);
    const isKnown = !isMinified || column !== null;
    const code = isKnown ? shown(text, isMinified ? (column ?? 1) - 1 : 0) : null;
    return { file, line: isKnown ? line : null, function: name, code, origin: originOf(file) };
  }

  #fileOf(file: string): RunningFile {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    if (this.#files.size >= MAXIMUM_FILES) this.#files.clear();
    const read = this.#read(file);
    this.#files.set(file, read);
    return read;
  }

  #read(file: string): RunningFile {
    if (originOf(file) === 'node') return { lines: null, map: null };
    const runtimeUrl = this.#runtimeMaps.get(file);
    if (runtimeUrl !== undefined && runtimeUrl !== '') return { lines: null, map: readSourceMap(file, runtimeUrl) };
    const text = readText(file);
    const url = text === null ? null : sourceMapUrlIn(text);
    return { lines: text?.split(LINE_ENDS) ?? null, map: url === null ? null : readSourceMap(file, url) };
  }

  #sourceOf(file: string, map: SourceMap): readonly string[] | null {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    if (this.#texts.size >= MAXIMUM_FILES) this.#texts.clear();
    const lines = (map.contentOf(file) ?? readText(file))?.split(LINE_ENDS) ?? null;
    this.#texts.set(file, lines);
    return lines;
  }
}

function shown(text: string | null, from: number): string | null {
  if (text === null) return null;
  if (text.length > LONGEST_WRITTEN_LINE) return text.slice(from, from + SNIPPET_LENGTH).trim();
  return text.trim().slice(0, MAXIMUM_CODE_LENGTH);
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
