import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AnswerStreams } from './answer-streams.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

let ended = 0;

async function* numbers(until = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array, void> {
  try {
    for (let number = 0; number < until; number += 1) yield Uint8Array.of(number);
  } finally {
    ended += 1;
  }
}

test('are made as they are taken, to the end', async () => {
  const { body, rest } = await new AnswerStreams().begin(numbers(2));
  expect([body, await rest?.next(), await rest?.next()]).toEqual([Uint8Array.of(0), Uint8Array.of(1), null]);
});

test('are few at once, and each that ends or is left makes room', async () => {
  const streams = new AnswerStreams();
  const open = [];
  for (let count = 0; count < 4; count += 1) open.push(await streams.begin(numbers(2)));
  await expect(streams.begin(numbers())).rejects.toMatchObject({ problem: { status: 429, code: 'too-many-exports' } });
  open[0]?.rest?.leave();
  open[0]?.rest?.leave();
  while ((await open[1]?.rest?.next()) !== null);
  await streams.begin(numbers());
  await streams.begin(numbers());
  await expect(streams.begin(numbers())).rejects.toThrow();
});

test('whose beginning fails are refused and take no room', async () => {
  const streams = new AnswerStreams();
  // biome-ignore lint/correctness/useYield: it fails before
  async function* failing(): AsyncGenerator<Uint8Array, void> {
    throw new Error('no database');
  }
  for (let count = 0; count < 10; count += 1) await expect(streams.begin(failing())).rejects.toThrow('no database');
});

test('end when nobody takes anything for two minutes', async () => {
  ended = 0;
  const { rest } = await new AnswerStreams().begin(numbers());
  await vi.advanceTimersByTimeAsync(119_000);
  expect(await rest?.next()).toEqual(Uint8Array.of(1));
  await vi.advanceTimersByTimeAsync(119_000);
  expect(ended).toBe(0);
  await vi.advanceTimersByTimeAsync(1000);
  expect(ended).toBe(1);
  await expect(rest?.next()).rejects.toThrow('too long');
});
