import type { ApiCodeLine } from '../../../src/api/contract.ts';
import { useCodeLinks, useCodeOpener } from '../data/use-code-links.ts';
import classes from './code-line.module.css';
import { editorLink, hostLink, placeText } from './code-place.ts';

interface CodePlaceLinkProps {
  readonly line: ApiCodeLine;
  /** That the line was seen in; null when it may have been several. */
  readonly version: string | null;
}

/** File and line; opens them where this person wants. */
export function CodePlaceLink({ line, version }: CodePlaceLinkProps) {
  const links = useCodeLinks();
  const [opener] = useCodeOpener();
  const text = placeText(line, links?.rootFolder ?? null);
  const atHost = opener === 'host' ? hostLink(line, version, links) : null;
  const address = atHost ?? editorLink(line);
  if (address === null) return <span title={line.file}>{text}</span>;
  return (
    <a
      className={classes['place']}
      href={address}
      title={`${line.file}\n${atHost === null ? 'Opens in VS Code' : 'Opens at the code host'}`}
      {...(atHost === null ? {} : { target: '_blank', rel: 'noreferrer' })}
    >
      {text}
    </a>
  );
}
