import { type Profiler, Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import type { BlockedFrame, BlockedStack } from '../loop-memory.ts';
import { OWN_FOLDER } from '../own-folder.ts';
import { plainName } from '../plain-name.ts';

const MAX_FRAMES = 60;
const SAMPLING_MILLIS = 30;
const SAMPLING_INTERVAL_MICROS = 2000;
const MICROS_PER_MILLI = 1000;

/**
 * Looks for a moment what the app's thread runs, wherever it is. By samples and not by pausing in a debugger, which ends the
 * whole process when it hits V8 in the wrong place. Null when nothing ran, or `signal` was aborted first.
 */
export async function captureMainStack(signal: AbortSignal): Promise<BlockedStack | null> {
  const session = new Session();
  session.connectToMainThread();
  try {
    const aborted = new Promise<null>((resolve) =>
      signal.addEventListener('abort', () => resolve(null), { once: true }),
    );
    const profile = await Promise.race([aborted, sampled(session)]);
    return profile === null ? null : stackOf(profile);
  } finally {
    session.disconnect();
  }
}

function sampled(session: Session): Promise<Profiler.Profile> {
  return new Promise((resolve, reject) => {
    const failing = (error: Error | null): void => {
      if (error !== null) reject(error);
    };
    session.post('Profiler.enable', failing);
    session.post('Profiler.setSamplingInterval', { interval: SAMPLING_INTERVAL_MICROS }, failing);
    session.post('Profiler.start', async (error) => {
      if (error !== null) return reject(error);
      await new Promise((sampledEnough) => setTimeout(sampledEnough, SAMPLING_MILLIS));
      session.post('Profiler.stop', (stopError, { profile }) =>
        stopError === null ? resolve(profile) : reject(stopError),
      );
    });
  });
}

/** Of the first sample with code of somebody's: the later ones may be of what came after. */
function stackOf({ nodes, samples = [], timeDeltas = [], startTime }: Profiler.Profile): BlockedStack | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  let micros = startTime;
  for (const [index, sample] of samples.entries()) {
    micros += timeDeltas[index] ?? 0;
    const path: Profiler.ProfileNode[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const node = byId.get(id);
      if (node !== undefined) path.push(node);
    }
    const frames = path.flatMap((node, depth) => frameOf(node, depth <= innermostOwn(path))).slice(0, MAX_FRAMES);
    if (frames.length > 0) return { frames, takenAt: micros / MICROS_PER_MILLI };
  }
  return null;
}

/** The innermost function that is not Node's, to which what Node does for it is no news. */
function innermostOwn(path: readonly Profiler.ProfileNode[]): number {
  return path.findIndex(({ callFrame: { url } }) => url !== '' && !url.startsWith('node:'));
}

/** Samples tell lines of innermost frames only; a function that calls Node's is one of these in other samples. */
function frameOf({ callFrame, positionTicks = [] }: Profiler.ProfileNode, isLeaf: boolean): BlockedFrame[] {
  const { url, functionName } = callFrame;
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  if (file === '' || file.startsWith(OWN_FOLDER)) return [];
  const [hottest] = positionTicks.toSorted((a, b) => b.ticks - a.ticks);
  return [{ file, line: isLeaf ? (hottest?.line ?? null) : null, function: plainName(functionName) }];
}
