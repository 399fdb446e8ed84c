import { gzipSync } from 'node:zlib';
import { Line, Location, Function as PprofFunction, Profile, Sample, StringTable, ValueType } from 'pprof-format';
import type { CodeLine } from '../../model/code-line.ts';
import { type ExportedTree, totalMicrosOf } from './exported-tree.ts';

const NANOS_PER_MICRO = 1000n;

/** As `go tool pprof`, Pyroscope and Parca read it, compressed. What is not CPU time is a frame of its own below its line. */
export function pprofFile(tree: ExportedTree): Uint8Array {
  const strings = new StringTable();
  const places = new Places(strings);
  const sample: Sample[] = [];
  const path: number[] = [];
  for (const { indent, line, self } of tree.lines) {
    path.length = Math.max(0, Math.min(indent, path.length));
    path.push(places.idOf(line, line.function));
    for (const { label, micros } of self) {
      const stack = label === '' ? path : [...path, places.idOf(line, `(${label})`)];
      sample.push(new Sample({ locationId: stack.toReversed(), value: [nanos(micros)] }));
    }
  }
  const wall = new ValueType({ type: strings.dedup('wall'), unit: strings.dedup('nanoseconds') });
  const profile = new Profile({
    sampleType: [wall],
    sample,
    location: places.locations,
    function: places.functions,
    stringTable: strings,
    timeNanos: nanos(tree.startMicros),
    durationNanos: nanos(totalMicrosOf(tree)),
    comment: [strings.dedup(tree.name)],
  });
  return gzipSync(profile.encode());
}

/** Each line once, and each function. */
class Places {
  readonly locations: Location[] = [];
  readonly functions: PprofFunction[] = [];
  readonly #strings: StringTable;
  readonly #ids = new Map<string, number>();

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  idOf({ file, line }: CodeLine, name: string): number {
    return this.#known(JSON.stringify([name, file, line]), () => {
      const functionId = this.#functionId(name, file);
      const id = this.locations.length + 1;
      this.locations.push(new Location({ id, line: [new Line({ functionId, line: line ?? 0 })] }));
      return id;
    });
  }

  #functionId(name: string, file: string): number {
    return this.#known(JSON.stringify([name, file]), () => {
      const id = this.functions.length + 1;
      const text = this.#strings.dedup(name);
      this.functions.push(new PprofFunction({ id, name: text, systemName: text, filename: this.#strings.dedup(file) }));
      return id;
    });
  }

  #known(key: string, create: () => number): number {
    const id = this.#ids.get(key) ?? create();
    this.#ids.set(key, id);
    return id;
  }
}

function nanos(micros: number): bigint {
  return BigInt(micros) * NANOS_PER_MICRO;
}
