import { Session } from 'node:inspector';

/** Much longer than the app's thread needs, unless it is in one long call: then it finds the worker gone, which is safe too. */
const LETTING_GO_MILLIS = 50;
const sessions = new Set<Session>();
let isExitWatched = false;

/** An inspector session with the app's thread, to be closed by `closeAppSession`. */
export function openAppSession(): Session {
  if (!isExitWatched) process.once('exit', letGo);
  isExitWatched = true;
  const session = new Session();
  session.connectToMainThread();
  sessions.add(session);
  return session;
}

export function closeAppSession(session: Session): void {
  if (sessions.delete(session)) session.disconnect();
}

/**
 * The app's thread takes its end of a session down by itself, a little later, and tells this thread. If this one is being torn down
 * in that very moment, Node ends the whole process. So this one stays until that is over, also when an error ends it.
 */
function letGo(): void {
  for (const session of sessions) closeAppSession(session);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, LETTING_GO_MILLIS);
}
