import { cpus, freemem, totalmem } from 'node:os';
import type { Clock, DurationMillis } from '../../model/clock.ts';
import type { OutlierMachine } from '../../model/outlier.ts';

/** Time between two readings, and how far back they go. */
const READING_MILLIS = 1000;
const MAX_READINGS = 60;
/** Of the time at most so much is spent on readings: with very many cores one takes milliseconds. */
const MAX_SHARE = 0.001;
/** A shorter time says nothing of a processor, whose clock ticks 100 times a second. */
const MIN_SPAN_MILLIS = 200;

interface Reading {
  readonly at: DurationMillis;
  readonly processMicros: number;
  readonly cores: readonly { readonly busy: number; readonly idle: number }[];
}

/** How busy the machine was while a request lasted. Read only while somebody may want to know. */
export class MachineMeter {
  readonly #clock: Clock;
  #readings: Reading[] = [];
  #nextAt: DurationMillis = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be called often while requests are followed; reads when it is time. */
  tick(now: DurationMillis): void {
    if (now >= this.#nextAt) this.#read(now);
  }

  measure(since: DurationMillis): Omit<OutlierMachine, 'eventLoopDelayMillis' | 'requestsInFlight'> {
    const now = this.#clock.monotonic();
    const before = this.#readingBefore(Math.min(since, now - MIN_SPAN_MILLIS));
    const after = this.#read(now);
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    return {
      ...usage(before ?? after, after),
      memory: {
        residentBytes: rss,
        heapUsedBytes: heapUsed,
        heapTotalBytes: heapTotal,
        externalBytes: external,
        systemFreeBytes: freemem(),
        systemTotalBytes: totalmem(),
      },
    };
  }

  /** The latest that is not later; if there is none, the first there is. */
  #readingBefore(time: DurationMillis): Reading | undefined {
    return this.#readings.findLast(({ at }) => at <= time) ?? this.#readings[0];
  }

  #read(now: DurationMillis): Reading {
    const { user, system } = process.cpuUsage();
    const cores = cpus().map(({ times: { user: own, nice, sys, irq, idle } }) => ({
      busy: own + nice + sys + irq,
      idle,
    }));
    const reading = { at: now, processMicros: user + system, cores };
    const cost = this.#clock.monotonic() - now;
    this.#nextAt = now + Math.max(READING_MILLIS, cost / MAX_SHARE);
    this.#readings.push(reading);
    if (this.#readings.length > MAX_READINGS) this.#readings.shift();
    return reading;
  }
}

function usage(before: Reading, after: Reading): { cpuPercents: number[]; processCpuPercent: number } {
  const cpuPercents = after.cores.map(({ busy, idle }, core) => {
    const busyMillis = busy - (before.cores[core]?.busy ?? busy);
    const all = busyMillis + idle - (before.cores[core]?.idle ?? idle);
    return all <= 0 ? 0 : rounded((100 * busyMillis) / all);
  });
  const micros = 1000 * (after.at - before.at);
  const processCpuPercent = micros <= 0 ? 0 : rounded((100 * (after.processMicros - before.processMicros)) / micros);
  return { cpuPercents, processCpuPercent };
}

function rounded(percent: number): number {
  return Math.round(Math.max(0, percent) * 10) / 10;
}
