import type { Clock } from '../model/clock.ts';
import type { GraphTrigger, GraphValue } from '../model/graph.ts';
import { GraphRunner, type GraphStore } from './graph-runner.ts';
import { invalidGraph } from './invalid-graph.ts';
import { createSchedule, type Schedule, type ScheduleOf } from './schedule.ts';

const LONGEST_TITLE = 200;
const MOST_GRAPHS = 200;

export interface CustomGraphsParts {
  readonly store: GraphStore;
  readonly clock: Clock;
  /** IANA name, in which cron schedules are meant. */
  readonly timezone: string;
}

/** The graphs that the app has added. */
export class CustomGraphs {
  readonly #parts: CustomGraphsParts;
  readonly #runners = new Map<string, GraphRunner>();
  #isStopped = false;

  constructor(parts: CustomGraphsParts) {
    this.#parts = parts;
  }

  /** @throws MonitoringError `NMD_INVALID_GRAPH` */
  add<Trigger extends GraphTrigger>(
    title: string,
    answer: () => GraphValue | Promise<GraphValue>,
    trigger: Trigger,
    schedule: ScheduleOf[Trigger],
  ): void {
    const times = this.#check(title, answer, trigger, schedule);
    if (this.#isStopped) return;
    const { store, clock } = this.#parts;
    const runner = new GraphRunner({
      graph: { title, trigger, schedule: times.text },
      schedule: times,
      answer,
      store,
      clock,
    });
    this.#runners.set(title, runner);
    runner.start();
  }

  stop(): void {
    this.#isStopped = true;
    for (const runner of this.#runners.values()) runner.stop();
  }

  #check(title: unknown, answer: unknown, trigger: GraphTrigger, schedule: unknown): Schedule {
    if (typeof title !== 'string' || title.trim() === '' || title.length > LONGEST_TITLE)
      throw invalidGraph(String(title), `a title has 1 to ${LONGEST_TITLE} characters`);
    if (typeof answer !== 'function') throw invalidGraph(title, 'it needs a function that answers its values');
    if (this.#runners.has(title)) throw invalidGraph(title, 'there is a graph of that title already');
    if (this.#runners.size >= MOST_GRAPHS) throw invalidGraph(title, `there are ${MOST_GRAPHS} graphs already`);
    try {
      return createSchedule(trigger, schedule, this.#parts.timezone);
    } catch (error) {
      throw invalidGraph(title, error instanceof Error ? error.message : String(error));
    }
  }
}
