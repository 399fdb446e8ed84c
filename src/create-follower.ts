import { RequestFollower } from './collector/following/request-follower.ts';
import type { Losses } from './collector/losses.ts';
import type { MonitoringLevels } from './collector/monitoring-levels.ts';
import { MachineMeter } from './collector/outliers/machine-meter.ts';
import { OutlierRecorder } from './collector/outliers/outlier-recorder.ts';
import { OutlierThresholds } from './collector/outliers/outlier-thresholds.ts';
import { Redaction } from './collector/redaction/redaction.ts';
import { allowedEnvironment } from './config/allowed-environment.ts';
import type { ResolvedOptions } from './config/options.ts';
import type { Clock } from './model/clock.ts';
import type { EndpointKey } from './model/endpoint.ts';
import { createRequestProfiler } from './profiler/app/app-profiler.ts';
import { Heartbeat } from './profiler/app/heartbeat.ts';
import type { TraceRecord } from './profiler/trace-record.ts';
import type { RecordBuffer } from './transport/record-buffer.ts';

/**
 * Together 2.5 % of a core: the rest of the 3 % that profiling may take is the sampler's. More requests are traced for their awaits than
 * are profiled, as most of them are looked at only if they become outliers. Where the event loop has no time to spare, what is taken is taken
 * from other requests, and a hook that is on slows all of them down by a fifth: there both have far less.
 */
const TRACE_LIMITS = {
  awaits: { cpuShare: 0.01, tracesPerSecond: 50, tracesAtOnce: 8, busyCpuShare: 0.002, busyDutyShare: 0.01 },
  profile: { cpuShare: 0.015, tracesPerSecond: 10, tracesAtOnce: 8, busyCpuShare: 0.004, busyDutyShare: 0.015 },
} as const;

export interface FollowerParts {
  readonly options: Pick<ResolvedOptions, 'outliers' | 'outlierDetectionConstant' | 'redact'>;
  readonly buffer: RecordBuffer;
  readonly clock: Clock;
  readonly levels: MonitoringLevels;
  readonly losses: Losses;
  readonly loopMemory: SharedArrayBuffer;
  listEndpoints(): readonly EndpointKey[];
  sendTrace(record: TraceRecord, transferables: readonly ArrayBuffer[]): void;
}

/** Levels 2 and 3 on the app's thread. Installs nothing: that begins with the first request that is followed. */
export function createFollower(parts: FollowerParts): RequestFollower {
  const { options, clock, levels, losses, listEndpoints } = parts;
  const { outliers, outlierDetectionConstant, redact } = options;
  let traces = 0;
  const nextTrace = (): number => {
    traces += 1;
    return traces;
  };
  return new RequestFollower({
    ...{ clock, levels, losses, listEndpoints },
    thresholds: new OutlierThresholds(outliers.rule, outlierDetectionConstant),
    outliers: new OutlierRecorder({
      ...{ buffer: parts.buffer, clock, losses, nextTrace },
      meter: new MachineMeter(clock),
      redaction: new Redaction(redact),
      perMinute: outliers.perMinute,
      keepsBodies: outliers.bodies,
      environment: allowedEnvironment(outliers.environment),
    }),
    profiler: createRequestProfiler({ clock, nextTrace, post: parts.sendTrace, limits: TRACE_LIMITS }),
    heartbeat: new Heartbeat(parts.loopMemory, clock),
  });
}
