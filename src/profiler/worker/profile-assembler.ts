import type { Profile, ProfileNote } from '../../model/profile.ts';
import { originOf, packageOf } from '../code-origin.ts';
import type { TraceRecord } from '../trace-record.ts';
import { type CodePath, SERVER_PATH, toInnermostApp, withoutInnerNode, withoutServer } from './code-path.ts';
import { ExecutionTree } from './execution-tree.ts';
import { ResumeStacks } from './resume-stacks.ts';
import { RunningLines } from './running-lines.ts';
import type { SampledStacks } from './sampled-stacks.ts';
import { nearestSpans, samplesIn } from './segment-samples.ts';
import type { SourceLines } from './source-lines.ts';
import { type TileView, TraceView } from './trace-view.ts';

export interface ProfileOrigin {
  readonly instance: string;
  readonly version: string;
  /** Null when nothing was sampled. */
  readonly samplingPeriodMillis: number | null;
}

/** Makes a profile of a trace and of what was sampled in its time. */
export function assembleProfile(
  record: TraceRecord,
  profiles: readonly SampledStacks[],
  sources: SourceLines,
  origin: ProfileOrigin,
): Profile {
  const assembly = new Assembly(record, profiles, sources);
  const { tree, samples } = assembly;
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
  readonly #profiles: readonly SampledStacks[];
  readonly #view: TraceView;
  readonly #resumed: ResumeStacks;
  readonly #running: RunningLines;

  constructor(record: TraceRecord, profiles: readonly SampledStacks[], sources: SourceLines) {
    this.tree = new ExecutionTree((frame) => sources.lineOf(frame));
    this.#profiles = profiles;
    this.#view = new TraceView(record);
    this.#resumed = new ResumeStacks(record);
    this.#running = new RunningLines(sources);
    for (const tile of this.#view.tiles) {
      if (tile.kind === 'cpu') this.#addRunning(tile);
      else this.#addWait(tile);
    }
  }

  #addWait({ kind, start, end, stack, cause, holder }: TileView): void {
    const path = this.#resumed.pathOf(stack);
    const place = shown(toInnermostApp(path));
    const millis = end - start;
    if (kind === 'queue') this.tree.add(place, { kind: 'queue', millis, heldBy: holder });
    else this.tree.add(place, { kind: 'await', millis, waitsFor: waitsFor(cause, path) });
  }

  /** The segment's length is exact; samples only divide it. */
  #addRunning(tile: TileView): void {
    const resumed = this.#resumed.pathOf(tile.stack);
    const samples = samplesIn(tile, this.#profiles, this.#view);
    if (samples.length === 0) {
      this.#addUnsampled(tile, resumed);
      return;
    }
    this.samples += samples.length;
    const points = this.#view.pointsIn(tile).map(({ time, stack }) => ({ time, path: this.#resumed.pathOf(stack) }));
    for (const { sighting, start, end } of nearestSpans(tile, samples)) {
      for (const { path, share } of this.#running.pathsOf(sighting, resumed, points)) {
        this.#spend(path, start, end, share);
      }
    }
  }

  /** Too short to be sampled: between the line that resumed it and those where it was seen to begin something. */
  #addUnsampled(tile: TileView, resumed: CodePath): void {
    const seen = this.#view.pointsIn(tile).map(({ time, stack }) => ({ time, path: this.#resumed.pathOf(stack) }));
    if (resumed.length > 0) seen.unshift({ time: tile.start, path: resumed });
    if (seen.length === 0) this.#spend(SERVER_PATH, tile.start, tile.end, 1);
    for (const { sighting, start, end } of nearestSpans(tile, seen))
      this.#spend(toInnermostApp(sighting.path), start, end, 1);
  }

  #spend(path: CodePath, start: number, end: number, share: number): void {
    const collected = this.#view.collectedIn({ start, end });
    const place = shown(withoutInnerNode(path));
    this.tree.add(place, { kind: 'cpu', millis: (end - start - collected) * share });
    this.tree.add(place, { kind: 'gc', millis: collected * share });
  }
}

function shown(path: CodePath): CodePath {
  return path.length === 0 ? SERVER_PATH : withoutServer(path);
}

/** With the library in whose code the request waits, if any. */
function waitsFor(cause: string | null, path: CodePath): string | null {
  const innermost = path.at(-1);
  if (cause === null || innermost === undefined || originOf(innermost.file) !== 'library') return cause;
  const library = packageOf(path[toInnermostApp(path).length]?.file ?? innermost.file) ?? packageOf(innermost.file);
  return library === null ? cause : `${cause} ${library}`;
}
