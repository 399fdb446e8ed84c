import { expect, it } from 'vitest';
import { handleFollowed } from './followed-handling.ts';

it('throws what the app threw, and nothing else', () => {
  const failure = new Error('of the app');
  const failing = (): never => {
    throw failure;
  };
  expect(() => handleFollowed((handle) => handle(), failing)).toThrow(failure);
  const swallowing = (handle: () => void): void => {
    try {
      handle();
    } catch {}
  };
  expect(() => handleFollowed(swallowing, failing)).toThrow(failure);
  expect(() => handleFollowed(failing, () => {})).not.toThrow();
});

it('handles a request that following forgot', () => {
  let handled = 0;
  handleFollowed(
    () => {},
    () => {
      handled += 1;
    },
  );
  expect(handled).toBe(1);
});
