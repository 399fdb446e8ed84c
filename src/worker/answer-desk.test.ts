import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { AnswerDesk } from './answer-desk.ts';

const { port1: worker, port2: app } = new MessageChannel();
afterEach(() => worker.close());

describe('answers to the app', () => {
  it('move, and are copied where somebody else needs the same memory', async () => {
    const logger = { debug() {}, info() {}, warn() {}, error() {} };
    const desk = new AnswerDesk({ send: (message, memory) => worker.postMessage(message, memory), logger });
    const whole = new TextEncoder().encode('whole');
    const shared = new TextEncoder().encode('shared').subarray(0, 3);
    const empty = new Uint8Array();
    const arrived: Uint8Array[] = [];
    for (const body of [whole, shared, shared, empty, empty]) {
      const arrival = once(app, 'message');
      desk.answer(1, { status: 200, headers: {}, body });
      arrived.push((await arrival)[0].response.body);
    }
    expect(arrived.map((bytes) => new TextDecoder().decode(bytes))).toEqual(['whole', 'sha', 'sha', '', '']);
    expect([whole, shared, empty].map(({ byteLength }) => byteLength)).toEqual([0, 3, 0]);
  });
});
