import type { EpochMillis } from '../model/clock.ts';
import type { GraphDescription, GraphPoint, GraphResult, StoredGraph } from '../model/graph.ts';
import type { TimeRange } from '../model/time-range.ts';

/** Custom graphs of all processes that share the database; a graph is known by its title. */
export interface GraphBook {
  /** Makes sure that the graph exists, as it is described now. */
  announce(graph: GraphDescription, nextAt: EpochMillis | null): Promise<void>;
  /** True once for each tick, and never for one before the last claimed. */
  claim(title: string, tick: EpochMillis, nextAt: EpochMillis | null): Promise<boolean>;
  /** Keeps the values, or the error in place of the last one. A result that is there already is left as it is. */
  store(result: GraphResult): Promise<void>;
  /** By title. */
  list(): Promise<readonly StoredGraph[]>;
  /** By time; null when there is no such graph. */
  points(id: number, query: GraphPointsQuery): Promise<readonly GraphPoint[] | null>;
}

export interface GraphPointsQuery {
  readonly range: TimeRange;
  /** Points in one bucket of so many milliseconds from the epoch are averaged; null for single points. */
  readonly stepMillis: number | null;
  /** Of more, the latest. */
  readonly limit: number;
}
