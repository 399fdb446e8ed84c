import { useEffect, useRef, useState } from 'react';
import { useUrlSearch } from './use-view.ts';

const WRITE_DELAY_MILLIS = 250;

/** A text field kept in the URL. Typing is shown at once and written a moment later, without a step in the history. */
export function useUrlText(name: string): readonly [string, (text: string) => void] {
  const [search, change] = useUrlSearch();
  const stored = search[name] ?? '';
  const [text, setText] = useState(stored);
  const written = useRef(stored);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => {
    // Changed by somebody else: a link, or the way back.
    if (stored === written.current) return;
    written.current = stored;
    setText(stored);
  }, [stored]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const type = (value: string): void => {
    setText(value);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      written.current = value;
      change({ [name]: value === '' ? undefined : value }, { replace: true });
    }, WRITE_DELAY_MILLIS);
  };
  return [text, type];
}
