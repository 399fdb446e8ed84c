import type { Profile, ProfileNote } from '../../model/profile.ts';
import { packageOf } from '../code-origin.ts';
import type { TraceRecord } from '../trace-record.ts';
import type { CallLines } from './call-lines.ts';
import { type CodePath, SERVER_PATH, toInnermostApp, withoutInnerNode, withoutServer } from './code-path.ts';
import { ExecutionTree } from './execution-tree.ts';
import type { PossibleLines } from './possible-lines.ts';
import { ResumeStacks } from './resume-stacks.ts';
import { RunningLines } from './running-lines.ts';
import { divideSegment, type SegmentParts } from './running-segment.ts';
import type { SampledStacks } from './sampled-stacks.ts';
import type { SegmentMemory } from './segment-memory.ts';
import type { SourceLines } from './source-lines.ts';
import { type TileView, TraceView } from './trace-view.ts';

export interface ProfileOrigin {
  readonly instance: string;
  readonly version: string;
  /** Null when nothing was sampled. */
  readonly samplingPeriodMillis: number | null;
}

/** What is known of the app's code beyond one trace. */
export interface CodeKnowledge {
  readonly sources: SourceLines;
  readonly calls: CallLines;
  readonly segments: SegmentMemory;
  readonly possible: PossibleLines;
}

/** Makes a profile of a trace and of what was sampled in its time. */
export function assembleProfile(
  record: TraceRecord,
  profiles: readonly SampledStacks[],
  { sources, calls, segments, possible }: CodeKnowledge,
  origin: ProfileOrigin,
): Profile {
  calls.learn(record);
  const view = new TraceView(record);
  const { tree, samples } = new Assembly(sources, {
    ...{ view, profiles, samplingPeriodMillis: origin.samplingPeriodMillis },
    resumed: new ResumeStacks(record),
    running: new RunningLines(calls, (frame) => sources.originOf(frame)),
    origin: (frame) => sources.originOf(frame),
    calls,
    segments,
    possible,
  });
  const { trace, endpoint, startedAt, durationMillis, costMillis } = record;
  return {
    ...{ instance: origin.instance, trace, endpoint, version: origin.version, startedAt, durationMillis },
    codeLines: tree.codeLines,
    nodes: tree.nodes(),
    samplingPeriodMillis: origin.samplingPeriodMillis,
    samples,
    costMillis,
    isTruncated: record.isTruncated || tree.isTruncated,
    notes: notesOf(tree, sources, origin),
  };
}

function notesOf(tree: ExecutionTree, sources: SourceLines, origin: ProfileOrigin): readonly ProfileNote[] {
  const notes: ProfileNote[] = [];
  const lines = tree.codeLines.filter((line) => line.origin === 'app');
  if (lines.some(({ file }) => sources.isOneLine(file))) notes.push('one-line-file');
  if (origin.samplingPeriodMillis === null) notes.push('no-sampler');
  if (lines.some(({ code, line }) => code === null && line !== null)) notes.push('no-source');
  return notes;
}

class Assembly {
  readonly tree: ExecutionTree;
  samples = 0;
  readonly #parts: SegmentParts;
  readonly #sources: SourceLines;

  constructor(sources: SourceLines, parts: SegmentParts) {
    this.tree = new ExecutionTree((frame) => sources.lineOf(frame));
    this.#parts = parts;
    this.#sources = sources;
    for (const tile of parts.view.tiles) {
      if (tile.kind === 'cpu') this.#addRunning(tile);
      else this.#addWait(tile);
    }
  }

  #addWait({ kind, start, end, stack, cause, holder }: TileView): void {
    const path = this.#parts.resumed.pathOf(stack);
    const place = this.#shown(toInnermostApp(path, this.#parts.origin));
    const millis = end - start;
    if (kind === 'queue') this.tree.add(place, { kind: 'queue', millis, heldBy: holder });
    else this.tree.add(place, { kind: 'await', millis, waitsFor: this.#waitsFor(cause, path) });
  }

  #addRunning(tile: TileView): void {
    const { spans, samples } = divideSegment(tile, this.#parts);
    this.samples += samples;
    if (spans.length === 0) {
      const gcMillis = this.#parts.view.collectedIn(tile);
      this.#spend(SERVER_PATH, tile.end - tile.start - gcMillis, gcMillis);
    }
    for (const { places, cpuMillis, gcMillis } of spans)
      for (const { path, share } of places) this.#spend(path, cpuMillis * share, gcMillis * share);
  }

  #spend(path: CodePath, cpuMillis: number, gcMillis: number): void {
    const place = this.#shown(withoutInnerNode(path));
    this.tree.add(place, { kind: 'cpu', millis: cpuMillis });
    this.tree.add(place, { kind: 'gc', millis: gcMillis });
  }

  #shown(path: CodePath): CodePath {
    return path.length === 0 ? SERVER_PATH : withoutServer(path, this.#parts.origin);
  }

  /** With the library in whose code the request waits, if any. */
  #waitsFor(cause: string | null, path: CodePath): string | null {
    const innermost = path.at(-1);
    if (cause === null || innermost === undefined || this.#parts.origin(innermost) !== 'library') return cause;
    const entered = path[toInnermostApp(path, this.#parts.origin).length] ?? innermost;
    const library = packageOf(this.#sources.lineOf(entered).file) ?? packageOf(this.#sources.lineOf(innermost).file);
    return library === null ? cause : `${cause} ${library}`;
  }
}
