import { Cron } from 'croner';
import type { EpochMillis } from '../model/clock.ts';
import type { GraphTrigger } from '../model/graph.ts';
import { type CronWords, cronPattern } from './cron-words.ts';
import { type IntervalWords, intervalMillis, intervalText } from './interval-words.ts';

/** Words of a trigger: see `CronWords` and `IntervalWords`; `date` wants the moment. */
export interface ScheduleOf {
  readonly cron: CronWords | string;
  readonly interval: IntervalWords;
  readonly date: { readonly run_date: Date | string } | Date | string;
}

export interface Schedule {
  /** For people. */
  readonly text: string;
  /** The first time that is later; null when there is none. The same in every process. */
  next(after: EpochMillis): EpochMillis | null;
}

/** @throws Error that says what is wrong with the schedule */
export function createSchedule(trigger: GraphTrigger, schedule: unknown, timezone: string): Schedule {
  if (trigger === 'cron') return cronSchedule(schedule, timezone);
  if (trigger === 'interval') return intervalSchedule(schedule);
  if (trigger === 'date') return dateSchedule(schedule);
  throw new Error(`the trigger is ${JSON.stringify(trigger)} and must be 'cron', 'interval' or 'date'`);
}

function cronSchedule(schedule: unknown, timezone: string): Schedule {
  const pattern = typeof schedule === 'string' ? schedule : cronPattern(wordsOf(schedule, '{ second: 0 }'));
  // A day of the month and one of the week must both hold, as Flask-MonitoringDashboard's users know it.
  const cron = new Cron(pattern, { timezone, domAndDow: typeof schedule !== 'string', paused: true });
  return {
    text: `${pattern} (${timezone})`,
    next: (after) => cron.nextRun(new Date(after))?.getTime() ?? null,
  };
}

/** At multiples of the interval since 1970 and not since the start: then all processes mean the same times. */
function intervalSchedule(schedule: unknown): Schedule {
  const millis = intervalMillis(wordsOf(schedule, '{ seconds: 10 }'));
  return { text: intervalText(millis), next: (after) => (Math.floor(after / millis) + 1) * millis };
}

function dateSchedule(schedule: unknown): Schedule {
  const isWords = typeof schedule === 'object' && schedule !== null && 'run_date' in schedule;
  const moment = isWords ? schedule.run_date : schedule;
  const time = moment instanceof Date || typeof moment === 'string' ? new Date(moment).getTime() : Number.NaN;
  if (Number.isNaN(time)) throw new Error('a date schedule needs a Date or an ISO 8601 time, or { run_date: … }');
  return { text: `once, ${new Date(time).toISOString()}`, next: (after) => (time > after ? time : null) };
}

function wordsOf(schedule: unknown, example: string): object {
  if (typeof schedule === 'object' && schedule !== null && !Array.isArray(schedule)) return schedule;
  throw new Error(`the schedule is ${JSON.stringify(schedule)} and must be an object like ${example}`);
}
