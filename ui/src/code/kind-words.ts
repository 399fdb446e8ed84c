import type { ApiKindTimes } from '../../../src/api/contract.ts';
import type { AwaitCause, LineKind } from '../../../src/model/profile.ts';

/** In the order in which they are drawn. */
export const KINDS: readonly LineKind[] = ['cpu', 'await', 'queue', 'gc'];

interface KindWords {
  readonly name: string;
  readonly hint: string;
}

export const KIND_WORDS: Readonly<Record<LineKind, KindWords>> = {
  cpu: { name: 'On CPU', hint: 'Its code ran' },
  await: { name: 'Waiting', hint: 'It waited for something: a database, a timer, a file' },
  queue: { name: 'Queued', hint: 'It could have gone on, but the event loop was busy with other requests' },
  gc: { name: 'GC', hint: 'V8 collected garbage while its code ran' },
};

export const NO_TIMES: ApiKindTimes = { cpu: 0, await: 0, queue: 0, gc: 0 };

export function addTimes(left: ApiKindTimes, right: ApiKindTimes): ApiKindTimes {
  return {
    cpu: left.cpu + right.cpu,
    await: left.await + right.await,
    queue: left.queue + right.queue,
    gc: left.gc + right.gc,
  };
}

export function totalTime(times: ApiKindTimes): number {
  return times.cpu + times.await + times.queue + times.gc;
}

export function longestKind(times: ApiKindTimes): LineKind {
  return KINDS.reduce((best, kind) => (times[kind] > times[best] ? kind : best));
}

const CAUSES: Readonly<Record<AwaitCause, string>> = {
  timer: 'a timer',
  socket: 'a socket',
  dns: 'a name to be looked up',
  file: 'a file',
  'child-process': 'a child process',
  compression: 'compression',
  crypto: 'cryptography',
  worker: 'a worker thread',
  promise: 'a promise',
  client: 'the client',
};

/** `socket pg` as `waits for a socket (pg)`. */
export function waitText(waitsFor: string): string {
  const [cause = '', ...library] = waitsFor.split(' ');
  const what = (CAUSES as Readonly<Record<string, string | undefined>>)[cause] ?? cause;
  return `waits for ${what}${library.length === 0 ? '' : ` (${library.join(' ')})`}`;
}
