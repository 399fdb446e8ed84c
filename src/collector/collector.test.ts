import { describe, expect, it } from 'vitest';
import type { EndpointKey, MonitoringLevel } from '../model/endpoint.ts';
import { REQUEST_FIELD, REQUEST_STRIDE } from '../model/record-batch.ts';
import { RecordBuffer } from '../transport/record-buffer.ts';
import { Collector } from './collector.ts';
import { createExclusion } from './exclusion.ts';
import { Losses } from './losses.ts';
import { MonitoringLevels } from './monitoring-levels.ts';
import { RequestRecorder, type RequestRecorderParts } from './recorders/request-recorder.ts';
import { createTouchRecorder } from './recorders/touch-recorder.ts';

const endpoint: EndpointKey = { method: 'GET', route: '/users/:id' };
const silent = { debug() {}, info() {}, warn() {}, error() {} };

interface Rig {
  readonly buffer?: RecordBuffer;
  readonly level?: MonitoringLevel;
  readonly exclude?: Parameters<typeof createExclusion>[0];
  readonly parts?: Partial<RequestRecorderParts<unknown>>;
}

function rig({ buffer = new RecordBuffer(), level = 1, exclude = [], parts = {} }: Rig = {}) {
  const time = { now: 1_700_000_000_000, monotonic: 5 };
  const warnings: string[] = [];
  const losses = new Losses({ ...silent, warn: (message) => warnings.push(message) });
  const levels = new MonitoringLevels(level);
  const recorder = new RequestRecorder({ buffer, groupBy: null, getIp: null, losses, recordAdded: () => {}, ...parts });
  const collector = new Collector({
    clock: { now: () => time.now, monotonic: () => time.monotonic },
    levels,
    recorders: { 0: [createTouchRecorder(buffer)], 1: [recorder], 2: [recorder], 3: [recorder] },
    excludes: createExclusion(exclude),
    follower: null,
    losses,
  });
  const serve = (duration = 12.5, statusCode = 200): void => {
    const observation = collector.requestStarted({}, '/users/7', 'GET');
    time.monotonic += duration;
    observation?.finished({ endpoint, statusCode, aborted: false, ip: '127.0.0.1' });
  };
  const drain = () => buffer.drain({ instance: 'a', sequence: 1, version: '1' });
  return { collector, levels, losses, warnings, recorder, serve, drain, time };
}

describe('Collector', () => {
  it('records start, duration and status of a request', () => {
    const { serve, drain } = rig();
    serve(12.5, 404);
    const batch = drain();
    expect(batch.endpoints).toEqual([endpoint]);
    expect([...batch.requests]).toEqual([0, 1_700_000_000_000, 12.5, 404, 0, -1, 0]);
    expect(batch.strings).toEqual(['127.0.0.1']);
  });

  it('keeps only the last time at level 0, and follows a changed level', () => {
    const { serve, drain, levels } = rig({ level: 0 });
    serve();
    serve();
    const quiet = drain();
    expect(quiet.requests).toHaveLength(0);
    expect(quiet.touches).toEqual([{ endpoint: 0, time: 1_700_000_000_012 }]);
    levels.update([{ ...endpoint, level: 1 }]);
    serve();
    expect(drain().requests).toHaveLength(REQUEST_STRIDE);
  });

  it.each([
    ['a prefix', ['/users']],
    ['a pattern', [/^\/us/]],
    ['a function', [() => true]],
  ])('leaves out what %s excludes', (_name, exclude) => {
    const { serve, drain } = rig({ exclude });
    serve();
    expect(drain().requests).toHaveLength(0);
  });

  it('excludes by whole path segments and resets global patterns', () => {
    expect(createExclusion(['/user'])?.({}, '/users/7')).toBe(false);
    const excludes = createExclusion([/users/g]);
    expect([excludes?.({}, '/users'), excludes?.({}, '/users')]).toEqual([true, true]);
  });

  it('records the request without a group when groupBy throws, counts it and says so once', () => {
    const { serve, drain, losses, warnings } = rig({
      parts: {
        groupBy: () => {
          throw new Error('no session');
        },
      },
    });
    serve();
    serve();
    expect(drain().requests[REQUEST_FIELD.group]).toBe(-1);
    expect(losses.callbackErrors).toEqual({ groupBy: 2 });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('no session');
  });

  it.each([undefined, null, ''])("falls back to the framework's address when getIp answers %o", (answer) => {
    const { serve, drain } = rig({ parts: { getIp: () => answer } });
    serve();
    expect(drain().strings).toEqual(['127.0.0.1']);
  });

  it('counts what a full buffer refuses', () => {
    const { serve, drain, losses, recorder } = rig({
      buffer: new RecordBuffer({ rows: 2, stringLength: 100, outliers: 10 }),
    });
    for (let index = 0; index < 5; index += 1) serve();
    expect(drain().requests).toHaveLength(2 * REQUEST_STRIDE);
    expect(losses.dropped['buffer-full']).toBe(3);
    expect(recorder.recorded).toBe(5);
  });

  it('never lets a failing recorder or exclude rule reach the app', () => {
    const failing = rig({
      parts: {
        recordAdded: () => {
          throw new Error('broken');
        },
      },
    });
    expect(() => failing.serve()).not.toThrow();
    expect(failing.losses.dropped['recorder-failed']).toBe(1);
    const excluding = rig({
      exclude: [
        () => {
          throw new Error('broken');
        },
      ],
    });
    excluding.serve();
    expect(excluding.drain().requests).toHaveLength(REQUEST_STRIDE);
    expect(excluding.losses.callbackErrors).toEqual({ exclude: 1 });
  });

  it('sees nothing after stop', () => {
    const { collector, serve, drain } = rig();
    collector.stop();
    serve();
    expect(drain().requests).toHaveLength(0);
  });
});
