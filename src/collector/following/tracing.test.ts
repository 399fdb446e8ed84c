import { expect, it } from 'vitest';
import type { EndpointKey } from '../../model/endpoint.ts';
import type { RequestProfiler, RequestTrace } from '../../profiler/app/request-profiler.ts';
import { MonitoringLevels } from '../monitoring-levels.ts';
import { FollowedRequest } from './followed-request.ts';
import { Tracing } from './tracing.ts';

const hot: EndpointKey = { method: 'GET', route: '/hot' };
const rare: EndpointKey = { method: 'GET', route: '/rare' };
const trace = { depth: 'awaits' } as RequestTrace;

function rig() {
  const asked: { at: number; answer: RequestTrace | null }[] = [];
  const time = { now: 1000, answer: null as RequestTrace | null };
  const profiler: Pick<RequestProfiler, 'start'> = {
    start: () => {
      asked.push({ at: time.now, answer: time.answer });
      return time.answer;
    },
  };
  const clock = { now: () => time.now, monotonic: () => time.now };
  const tracing = new Tracing(profiler as RequestProfiler, new MonitoringLevels(2), clock);
  const request = (endpoint: EndpointKey) =>
    tracing.start(
      new FollowedRequest({ method: 'GET', path: '/', startedAt: 0, startedMonotonic: time.now }, endpoint),
    );
  return { asked, time, tracing, request };
}

it('does not ask for an endpoint again right after a refusal, and counts who was not asked for', () => {
  const { asked, time, tracing, request } = rig();
  for (let index = 0; index < 10; index += 1) expect(request(hot)).toBeNull();
  expect(asked).toHaveLength(1);
  expect(tracing.skipped).toBe(9);
  time.now += 11;
  time.answer = trace;
  expect(request(hot)).toBe(trace);
});

it('asks for another endpoint all the same', () => {
  const { time, request } = rig();
  expect(request(hot)).toBeNull();
  time.answer = trace;
  expect(request(rare)).toBe(trace);
});
