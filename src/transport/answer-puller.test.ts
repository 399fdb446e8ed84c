import { expect, test } from 'vitest';
import { AnswerPuller } from './answer-puller.ts';
import type { ToWorker } from './protocol.ts';

function puller(isWorkerThere = true): { readonly answers: AnswerPuller; readonly sent: ToWorker[] } {
  const sent: ToWorker[] = [];
  const answers = new AnswerPuller((message) => {
    sent.push(message);
    return isWorkerThere;
  });
  return { answers, sent };
}

test('asks for one chunk at a time', async () => {
  const { answers, sent } = puller();
  const rest = answers.open(7);
  expect(sent).toEqual([]);
  const first = rest.next();
  expect(sent).toEqual([{ type: 'answer-pull', id: 7 }]);
  answers.arrived(7, Uint8Array.of(1), false);
  expect(await first).toEqual(Uint8Array.of(1));
  expect(sent).toHaveLength(1);
  const last = rest.next();
  answers.arrived(7, null, false);
  expect(await last).toBeNull();
});

test('fails when the rest is lost, the worker is gone, or there is none', async () => {
  const { answers } = puller();
  const lost = answers.open(1).next();
  answers.arrived(1, null, true);
  await expect(lost).rejects.toThrow('lost');
  const abandoned = answers.open(2).next();
  answers.abandonAll();
  await expect(abandoned).rejects.toThrow('lost');
  await expect(puller(false).answers.open(3).next()).rejects.toThrow('lost');
});

test('tells the worker when nobody wants more, and takes no late chunk for another', async () => {
  const { answers, sent } = puller();
  const rest = answers.open(4);
  const waiting = rest.next();
  rest.leave();
  expect(await waiting).toBeNull();
  expect(sent.at(-1)).toEqual({ type: 'answer-leave', id: 4 });
  answers.arrived(4, Uint8Array.of(9), false);
});
