import { fileURLToPath } from 'node:url';
import { OWN_FOLDER } from '../own-folder.ts';
import { plainName } from '../plain-name.ts';
import type { CallFrame } from '../trace-record.ts';

/** Where the code stands now, cheaply: V8 turns it into lines only when asked. */
export type CapturedStack = { readonly stack?: unknown };

/** Frames between the app's code and `captureStack`, which are dropped again. */
const OWN_FRAMES = 4;
const DEPTH = 20;
const paths = new Map<string, string>();
const MAXIMUM_PATHS = 20_000;

/** The one of this realm; apps may replace the global. */
const NativeError = Error;

export function captureStack(): CapturedStack {
  const limit = NativeError.stackTraceLimit;
  try {
    NativeError.stackTraceLimit = DEPTH + OWN_FRAMES;
  } catch {
    // Frozen by the app: its own limit holds.
    return new NativeError();
  }
  const captured = new NativeError();
  NativeError.stackTraceLimit = limit;
  return captured;
}

/** Innermost first, without the monitor's own frames and those of V8. Costs about a microsecond per frame. */
export function framesOf(captured: CapturedStack): CallFrame[] {
  const frames: CallFrame[] = [];
  for (const site of callSites(captured)) {
    const file = site.getFileName();
    if (typeof file !== 'string' || file === '') continue;
    const path = pathOf(file);
    if (path.startsWith(OWN_FOLDER)) {
      // What calls the monitor is the server.
      if (frames.length > 0) break;
      continue;
    }
    const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
    if (line === null) continue;
    const definedLine = site.getEnclosingLineNumber() ?? line;
    const definedColumn = site.getEnclosingColumnNumber() ?? 1;
    const name = plainName(site.getFunctionName());
    frames.push({ file: path, line, column: column ?? 1, function: name, definedLine, definedColumn });
  }
  return frames;
}

/**
 * V8 asks `Error.prepareStackTrace` when a stack is first read. It is ours for that one read, so that nobody's source
 * map support rewrites positions that are rewritten later.
 */
function callSites(captured: CapturedStack): readonly NodeJS.CallSite[] {
  const descriptor = Object.getOwnPropertyDescriptor(NativeError, 'prepareStackTrace');
  try {
    NativeError.prepareStackTrace = (_error, sites) => sites;
    const { stack } = captured;
    return Array.isArray(stack) ? stack : [];
  } catch {
    return [];
  } finally {
    restore(descriptor);
  }
}

function restore(descriptor: PropertyDescriptor | undefined): void {
  try {
    if (descriptor === undefined) Reflect.deleteProperty(NativeError, 'prepareStackTrace');
    else Object.defineProperty(NativeError, 'prepareStackTrace', descriptor);
  } catch {
    // Frozen by the app; then it was not ours either.
  }
}

function pathOf(file: string): string {
  if (!file.startsWith('file:')) return file;
  const known = paths.get(file);
  if (known !== undefined) return known;
  const path = toPath(file);
  if (paths.size >= MAXIMUM_PATHS) paths.clear();
  paths.set(file, path);
  return path;
}

function toPath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}
