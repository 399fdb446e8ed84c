/** Whose code a line is: the app's own is shown first, the rest folded. */
export const CODE_ORIGINS = ['app', 'library', 'node'] as const;
export type CodeOrigin = (typeof CODE_ORIGINS)[number];

/** A place in source text, after source maps: what people open in their editor. */
export interface CodeLine {
  /** Absolute path or `node:` name of the source file. */
  readonly file: string;
  /** From 1; null where only the function is known, as in files whose running code is one line. */
  readonly line: number | null;
  /** As the source names it; `(anonymous)` for those without a name. */
  readonly function: string;
  /** The line's text without indentation; null where the source cannot be read. */
  readonly code: string | null;
  readonly origin: CodeOrigin;
  /** From 1, of the running code: only on the way to the worker, which follows source maps and reads the text. */
  readonly column?: number;
}

/** Stands for a line that is not known. */
export const UNKNOWN_LINE: CodeLine = { file: '', line: null, function: '(unknown)', code: null, origin: 'app' };
