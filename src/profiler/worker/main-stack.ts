import { fileURLToPath } from 'node:url';
import type { BlockedFrame, BlockedStack } from '../loop-memory.ts';
import { OWN_FOLDER } from '../own-folder.ts';
import { plainName } from '../plain-name.ts';
import { evaluateInApp } from './app-evaluation.ts';
import { closeAppSession, openAppSession } from './app-session.ts';

interface SeenStack {
  /** File, line, column, function; innermost first. */
  readonly frames: readonly (readonly [string | null, number | null, number | null, string | null])[];
  readonly takenAt: number;
}

const MAX_FRAMES = 60;

/** V8 asks `Error.prepareStackTrace` at the one read in between, see `framesOf` of the app's side. */
const STACK_NOW = `(() => {
  const [E, name] = [Error, 'prepareStackTrace'];
  const [limit, own] = [E.stackTraceLimit, Object.getOwnPropertyDescriptor(E, name)];
  try {
    E.stackTraceLimit = ${MAX_FRAMES};
    E[name] = (_, sites) => sites;
    const frames = new E().stack.map((site) =>
      [site.getFileName(), site.getLineNumber(), site.getColumnNumber(), site.getFunctionName()]);
    return { frames, takenAt: Number(process.hrtime.bigint()) / 1e6 };
  } finally {
    E.stackTraceLimit = limit;
    if (own) Object.defineProperty(E, name, own);
    else delete E[name];
  }
})()`;

/**
 * Looks what the app's thread runs now, wherever it is: an expression that V8 runs between two of its instructions sees
 * the stack that it interrupts, with every line. Neither by pausing in a debugger, which ends the whole process when it
 * hits V8 in the wrong place, nor by V8's profiler, whose start goes through the whole heap. Null when nothing ran, or
 * `signal` was aborted first.
 */
export async function captureMainStack(signal: AbortSignal): Promise<BlockedStack | null> {
  const session = openAppSession();
  try {
    const aborted = new Promise<null>((resolve) =>
      signal.addEventListener('abort', () => resolve(null), { once: true }),
    );
    const seen = await Promise.race([aborted, evaluateInApp<SeenStack>(session, STACK_NOW)]);
    if (seen === null) return null;
    const frames = seen.frames.flatMap(([file, line, column, name]) => frameOf(file ?? '', [line, column, name]));
    return frames.length === 0 ? null : { frames, takenAt: seen.takenAt };
  } finally {
    closeAppSession(session);
  }
}

/** Code without a file is V8's, or the expression itself. */
function frameOf(
  url: string,
  [line, column, name]: readonly [number | null, number | null, string | null],
): readonly BlockedFrame[] {
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  if (file === '' || file.startsWith(OWN_FOLDER)) return [];
  return [{ file, line, function: plainName(name), ...(column === null ? {} : { column }) }];
}
