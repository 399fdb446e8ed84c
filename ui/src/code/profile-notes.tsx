import { IconInfoCircle } from '@tabler/icons-react';
import type { ProfileNote } from '../../../src/model/profile.ts';
import classes from './code-line.module.css';

const NOTES: Readonly<Record<ProfileNote, string>> = {
  'one-line-file':
    'Some files run as one long line, as minifiers and tsx write them. Waiting is exact there, but time on the CPU is known per function only. A build that keeps lines, or source maps, tells more.',
  'no-sampler':
    'The CPU sampler did not run, so time on the CPU is known between two awaits, not line by line. Monitor health says why.',
  'no-source': 'The source of some files could not be read, so the text of their lines is missing.',
};

const TRUNCATED =
  'There was more than a profile may hold. All times are complete, but some are shown on a line further out.';

interface ProfileNotesProps {
  readonly notes: readonly ProfileNote[];
  readonly isTruncated?: boolean;
}

/** What a reader must know of these numbers. */
export function ProfileNotes({ notes, isTruncated = false }: ProfileNotesProps) {
  const texts = [...notes.map((note) => NOTES[note] ?? note), ...(isTruncated ? [TRUNCATED] : [])];
  if (texts.length === 0) return null;
  return (
    <ul className={classes['notes']}>
      {texts.map((text) => (
        <li key={text} className={classes['note']}>
          <IconInfoCircle size={15} stroke={1.6} aria-hidden />
          {text}
        </li>
      ))}
    </ul>
  );
}
