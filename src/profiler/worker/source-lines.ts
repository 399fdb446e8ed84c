import { readFileSync } from 'node:fs';
import type { CodeLine } from '../../model/code-line.ts';
import { originOf } from '../code-origin.ts';
import { callLines, functionBody } from './call-sites.ts';
import type { PathFrame } from './code-path.ts';

const MAXIMUM_CODE_LENGTH = 300;
const MAXIMUM_FILES = 2000;

interface FunctionPlace {
  readonly file: string;
  readonly definedLine: number;
  readonly definedColumn: number;
}

/** Knows the text of running code: what stands on a line, and from which lines a function calls another. */
export class SourceLines {
  readonly #texts = new Map<string, readonly string[] | null>();
  readonly #calls = new Map<string, readonly number[]>();

  lineOf({ file, line, function: name }: PathFrame): CodeLine {
    const text = line === null ? undefined : this.#linesOf(file)?.[line - 1];
    const code = text === undefined ? null : text.trim().slice(0, MAXIMUM_CODE_LENGTH);
    return { file, line, function: name, code, origin: originOf(file) };
  }

  /** A raw line of the app's thread as people know it. */
  resolve({ file, line, column, function: name }: CodeLine): CodeLine {
    return this.lineOf({ file, line, column: column ?? null, function: name, definedLine: 0 });
  }

  hasText(file: string): boolean {
    return this.#linesOf(file) !== null;
  }

  isOneLine(_file: string): boolean {
    return false;
  }

  /** Lines of the running code on which the function calls one of this name. */
  callsIn({ file, definedLine, definedColumn }: FunctionPlace, callee: string): readonly number[] {
    const key = `${file}:${definedLine}:${definedColumn}:${callee}`;
    const known = this.#calls.get(key);
    if (known !== undefined) return known;
    const lines = this.#linesOf(file);
    const body = lines === null ? null : functionBody(lines, definedLine, definedColumn);
    const calls = body === null ? [] : callLines(body, callee);
    this.#calls.set(key, calls);
    return calls;
  }

  #linesOf(file: string): readonly string[] | null {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    if (this.#texts.size >= MAXIMUM_FILES) this.#texts.clear();
    const lines = originOf(file) === 'node' ? null : read(file);
    this.#texts.set(file, lines);
    return lines;
  }
}

function read(file: string): readonly string[] | null {
  try {
    return readFileSync(file, 'utf8').split(/\r\n|[\n\r\u2028\u2029]/);
  } catch {
    return null;
  }
}
