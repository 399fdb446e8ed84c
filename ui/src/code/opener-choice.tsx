import { Choice } from '../components/choice.tsx';
import { useCodeLinks, useCodeOpener } from '../data/use-code-links.ts';
import classes from './code-line.module.css';

/** Where lines of code open; there is a choice only where the code host is known. */
export function OpenerChoice() {
  const links = useCodeLinks();
  const [opener, setOpener] = useCodeOpener();
  if (links?.urlTemplate === null || links?.urlTemplate === undefined) return null;
  const { hostname } = new URL(links.urlTemplate);
  return (
    <span className={classes['opener']}>
      <span aria-hidden>Open lines in</span>
      <Choice
        label="Open lines in"
        options={{ editor: 'VS Code', host: hostname }}
        value={opener}
        onChange={setOpener}
      />
    </span>
  );
}
