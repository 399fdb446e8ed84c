import type { CodeLine } from '../../model/code-line.ts';
import { type ExportedTree, totalMicrosOf } from './exported-tree.ts';

/** The file format of https://www.speedscope.app. */
export interface SpeedscopeFile {
  readonly $schema: 'https://www.speedscope.app/file-format-schema.json';
  readonly name: string;
  readonly exporter: string;
  readonly activeProfileIndex: number;
  readonly shared: { readonly frames: readonly SpeedscopeFrame[] };
  readonly profiles: readonly SpeedscopeProfile[];
}

interface SpeedscopeFrame {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
}

interface SpeedscopeProfile {
  readonly type: 'sampled';
  readonly name: string;
  readonly unit: 'microseconds';
  readonly startValue: number;
  readonly endValue: number;
  /** Stacks of frames, outermost first. */
  readonly samples: readonly (readonly number[])[];
  /** How long each was seen. */
  readonly weights: readonly number[];
}

/** In the order of the tree, not of time. What is not CPU time is a frame of its own below its line. */
export function speedscopeFile(tree: ExportedTree, packageVersion: string): SpeedscopeFile {
  const frames = new Frames();
  const samples: (readonly number[])[] = [];
  const weights: number[] = [];
  const path: number[] = [];
  for (const { indent, line, self } of tree.lines) {
    path.length = Math.max(0, Math.min(indent, path.length));
    path.push(frames.index(line, line.function));
    for (const { label, micros } of self) {
      samples.push(label === '' ? [...path] : [...path, frames.index(line, `(${label})`)]);
      weights.push(micros);
    }
  }
  const { name } = tree;
  return {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    name,
    exporter: `node-monitoring-dashboard@${packageVersion}`,
    activeProfileIndex: 0,
    shared: { frames: frames.all },
    profiles: [
      { type: 'sampled', name, unit: 'microseconds', startValue: 0, endValue: totalMicrosOf(tree), samples, weights },
    ],
  };
}

/** Each frame once. */
class Frames {
  readonly all: SpeedscopeFrame[] = [];
  readonly #indexes = new Map<string, number>();

  index({ file, line }: CodeLine, name: string): number {
    const key = JSON.stringify([name, file, line]);
    let index = this.#indexes.get(key);
    if (index === undefined) {
      index = this.all.push({ name, ...(file === '' ? {} : { file }), ...(line === null ? {} : { line }) }) - 1;
      this.#indexes.set(key, index);
    }
    return index;
  }
}
