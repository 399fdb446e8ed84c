import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestInFlight } from '../../adapters/framework-adapter.ts';
import { type EndpointKey, type MonitoringLevel, UNMATCHED } from '../../model/endpoint.ts';
import type { OutlierRecord } from '../../model/outlier.ts';
import type { BlockedMoment } from '../../profiler/app/heartbeat.ts';
import type { RequestProfiler } from '../../profiler/app/request-profiler.ts';
import { Losses } from '../losses.ts';
import { MonitoringLevels } from '../monitoring-levels.ts';
import { MachineMeter } from '../outliers/machine-meter.ts';
import { OutlierRecorder } from '../outliers/outlier-recorder.ts';
import { OutlierThresholds } from '../outliers/outlier-thresholds.ts';
import { Redaction } from '../redaction/redaction.ts';
import { RequestFollower } from './request-follower.ts';

const endpoint: EndpointKey = { method: 'GET', route: '/users/:id' };
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const notTraced: RequestProfiler = {
  start: () => null,
  requestEntered: () => null,
  busiestBetween: () => null,
  stop: () => {},
  status: { isHooked: false, isInstalled: false, traces: 0, refused: 0, costMillis: 0, failures: 0 },
};

function rig(level: MonitoringLevel = 2, profiler: Partial<RequestProfiler> = {}) {
  const recorded: OutlierRecord[] = [];
  const beats: number[] = [];
  const blocked: { moment: BlockedMoment | null } = { moment: null };
  const losses = new Losses(silent);
  const levels = new MonitoringLevels(level);
  const thresholds = new OutlierThresholds('average', 2);
  let traces = 0;
  const follower = new RequestFollower({
    ...{ clock, levels, losses, thresholds },
    outliers: new OutlierRecorder({
      ...{ clock, losses, perMinute: 10, keepsBodies: false, environment: {} },
      buffer: { addOutlier: (record) => recorded.push(record) > 0 },
      meter: new MachineMeter(clock),
      redaction: new Redaction([]),
      nextTrace: () => {
        traces += 1;
        return traces;
      },
    }),
    profiler: { ...notTraced, ...profiler },
    heartbeat: {
      beat: (due) => beats.push(due),
      rest: () => beats.push(-1),
      takeBlockedMoment: () => blocked.moment,
    },
    listEndpoints: () => [endpoint],
  });
  thresholds.update([{ ...endpoint, requests: 100, averageMillis: 50, medianMillis: 50, p99Millis: 90 }]);
  return { follower, recorded, beats, blocked, losses, levels };
}

function inFlight(at: EndpointKey | null = endpoint): RequestInFlight {
  return {
    endpoint: () => at,
    values: () => ({ url: '/users/7?a=1', headers: { host: 'x' }, parameters: { id: '7' }, body: undefined }),
  };
}

function begin({ follower }: ReturnType<typeof rig>, handle = () => {}, request = inFlight()) {
  const start = { method: 'GET', path: '/users/7', startedAt: clock.now(), startedMonotonic: clock.monotonic() };
  const followed = follower.requestStarted(start);
  follower.follow(followed, request, handle);
  const end = (at: EndpointKey = endpoint) =>
    follower.requestFinished(followed, at, clock.monotonic() - start.startedMonotonic);
  return { followed, end };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('RequestFollower', () => {
  it('records a request while it lasts, once, and answers its trace at the end', () => {
    const stage = rig();
    const { end } = begin(stage);
    vi.advanceTimersByTime(90);
    expect(stage.recorded).toEqual([]);
    vi.advanceTimersByTime(40);
    expect(stage.recorded).toMatchObject([
      { endpoint, thresholdMillis: 100, trace: 1, request: { url: '/users/7?a=1', parameters: { id: '7' } } },
    ]);
    vi.advanceTimersByTime(1000);
    expect(end()).toBe(1);
    expect(stage.recorded).toHaveLength(1);
  });

  it('has a timer only while requests are under way, and tells the worker when one is due', () => {
    const stage = rig();
    expect(vi.getTimerCount()).toBe(0);
    const { end } = begin(stage);
    expect(stage.beats.at(-1)).toBeCloseTo(100, 5);
    vi.advanceTimersByTime(40);
    expect(stage.beats.at(-1)).toBeCloseTo(60, 5);
    end();
    vi.advanceTimersByTime(40);
    expect(vi.getTimerCount()).toBe(0);
    expect(stage.beats.at(-1)).toBe(-1);
  });

  it('lets go of what an ended request holds, as who held the loop is remembered for long', () => {
    const { followed, end } = begin(rig());
    expect(followed.inFlight).not.toBeNull();
    end();
    expect(followed).toMatchObject({ endpoint, inFlight: null, trace: null });
  });

  it('is not needed below level 2', () => {
    expect(rig(1).follower.isNeeded).toBe(false);
    const stage = rig(1);
    stage.levels.update([{ ...endpoint, level: 2 }]);
    expect(stage.follower.isNeeded).toBe(true);
  });

  it('records nothing of a request that turns out to be of another endpoint, at a lower level', () => {
    const stage = rig();
    stage.levels.update([{ ...UNMATCHED, level: 1 }]);
    const { end } = begin(stage, () => {}, inFlight(UNMATCHED));
    vi.advanceTimersByTime(500);
    expect(end(UNMATCHED)).toBeNull();
    expect(stage.recorded).toEqual([]);
  });

  it('records a request that was over before the timer could tick', () => {
    const stage = rig();
    const { end } = begin(stage);
    vi.setSystemTime(Date.now() + 300);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 300);
    expect(end()).toBe(1);
    expect(stage.recorded).toMatchObject([{ machine: { eventLoopDelayMillis: 300, requestsInFlight: 1 } }]);
  });

  it('gives the stack of a blocked loop to who blocked it, and its name to the others', () => {
    const stage = rig();
    const victim = begin(stage);
    const now = performance.now();
    const time = vi.spyOn(performance, 'now');
    const lines = [{ file: '/app.js', line: 3, function: 'spin', code: null, origin: 'app' as const }];
    const blocker = begin(stage, () => {
      stage.blocked.moment = { at: now + 150, lines };
      time.mockReturnValue(now + 400);
    });
    blocker.end();
    victim.end();
    const [own, waited] = stage.recorded;
    expect(own).toMatchObject({ blockedBy: null, stacks: [{ kind: 'running', lines, forMillis: 150 }] });
    expect(waited).toMatchObject({ blockedBy: 'GET /users/:id', stacks: [] });
  });

  it('does not take a stack that came when the block was over', () => {
    const stage = rig();
    const now = performance.now();
    const time = vi.spyOn(performance, 'now');
    const { end } = begin(stage, () => time.mockReturnValue(now + 400));
    time.mockReturnValue(now + 430);
    stage.blocked.moment = { at: now + 420, lines: [] };
    end();
    expect(stage.recorded).toMatchObject([{ stacks: [] }]);
  });

  it('lets through what the app throws, and nothing of its own', () => {
    const failure = new Error('of the app');
    const failing = (): never => {
      throw failure;
    };
    const stage = rig(2, {
      requestEntered: () => {
        throw new Error('of ours');
      },
    });
    expect(() => begin(stage, failing)).toThrow(failure);
    expect(() => begin(stage)).not.toThrow();
    expect(stage.losses.dropped['recorder-failed']).toBe(2);
  });
});
