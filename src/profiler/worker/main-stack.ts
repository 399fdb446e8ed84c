import { type Debugger, Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import type { BlockedFrame } from '../loop-memory.ts';
import { OWN_FOLDER } from '../own-folder.ts';
import { plainName } from '../plain-name.ts';

const MAX_FRAMES = 60;

/**
 * Pauses the app's thread wherever it is, tells `seen` its stack, innermost frame first, and lets it go on: some
 * milliseconds in all. Rejects where this cannot be done; resolves without a stack when the thread does not come to a
 * point at which it can be paused before `signal` is aborted.
 */
export async function captureMainStack(
  signal: AbortSignal,
  seen: (frames: readonly BlockedFrame[]) => void,
): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      const scripts = new Map<string, string>();
      session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.scriptId, params.url));
      session.on('Debugger.paused', ({ params }) => {
        try {
          seen(framesOf(params.callFrames, scripts));
        } finally {
          session.post('Debugger.resume', () => {});
          session.post('Debugger.disable', () => resolve());
        }
      });
      session.post('Debugger.enable', { maxScriptsCacheSize: 0 }, (error) => error !== null && reject(error));
      session.post('Debugger.pause', (error) => error !== null && reject(error));
    });
  } finally {
    session.disconnect();
  }
}

function framesOf(callFrames: readonly Debugger.CallFrame[], scripts: ReadonlyMap<string, string>): BlockedFrame[] {
  const frames = callFrames.flatMap(({ functionName, location, url }) => {
    const script = scripts.get(location.scriptId) ?? url;
    const file = script.startsWith('file:') ? fileURLToPath(script) : script;
    if (file === '' || file.startsWith(OWN_FOLDER)) return [];
    return [
      {
        file,
        line: location.lineNumber + 1,
        column: (location.columnNumber ?? 0) + 1,
        function: plainName(functionName),
      },
    ];
  });
  return frames.slice(0, MAX_FRAMES);
}
