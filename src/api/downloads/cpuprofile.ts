import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeLine } from '../../model/code-line.ts';
import type { ExportedTree } from './exported-tree.ts';

/** `Profiler.Profile` of the Chrome DevTools protocol, as DevTools and VS Code open it. */
export interface CpuProfile {
  readonly nodes: readonly CpuProfileNode[];
  /** Microseconds. */
  readonly startTime: number;
  readonly endTime: number;
  /** Ids of nodes: each is what ran from its sample to the next. */
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

interface CpuProfileNode {
  readonly id: number;
  readonly callFrame: {
    readonly functionName: string;
    readonly scriptId: string;
    readonly url: string;
    /** From 0; -1 when unknown. */
    readonly lineNumber: number;
    readonly columnNumber: number;
  };
  hitCount: number;
  readonly children: number[];
}

/**
 * A sample per line and kind, as long as its time. They come in the order of the tree, not of time: a merged line does
 * not know when it ran. What is not CPU time is a frame of its own below its line.
 */
export function cpuProfile({ lines, startMicros }: ExportedTree): CpuProfile {
  const root = nodeOf(1, '(root)');
  const nodes: CpuProfileNode[] = [root];
  const samples: number[] = [];
  const starts: number[] = [];
  let time = 0;
  const add = (above: CpuProfileNode, functionName: string, line: CodeLine): CpuProfileNode => {
    const node = nodeOf(nodes.length + 1, functionName, line);
    nodes.push(node);
    above.children.push(node.id);
    return node;
  };
  const path: CpuProfileNode[] = [];
  for (const { indent, line, self } of lines) {
    path.length = Math.max(0, Math.min(indent, path.length));
    const node = add(path.at(-1) ?? root, line.function, line);
    path.push(node);
    for (const { label, micros } of self) {
      const sampled = label === '' ? node : add(node, `(${label})`, line);
      sampled.hitCount += 1;
      samples.push(sampled.id);
      starts.push(time);
      time += micros;
    }
  }
  // The last sample only says when the one before has ended.
  samples.push(root.id);
  starts.push(time);
  root.hitCount += 1;
  const timeDeltas = starts.map((start, at) => start - (starts[at - 1] ?? 0));
  return { nodes, startTime: startMicros, endTime: startMicros + time, samples, timeDeltas };
}

function nodeOf(id: number, functionName: string, line?: CodeLine): CpuProfileNode {
  return {
    id,
    callFrame: {
      functionName: functionName === '(anonymous)' ? '' : functionName,
      scriptId: '0',
      url: urlOf(line?.file ?? ''),
      lineNumber: (line?.line ?? 0) - 1,
      columnNumber: line?.line == null ? -1 : 0,
    },
    hitCount: 0,
    children: [],
  };
}

function urlOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file;
}
