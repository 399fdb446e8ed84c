import type { MouseEvent } from 'react';

/** A press on a link or button inside a row is no press on the row. */
export function isOfRow({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('a, button') === null;
}
