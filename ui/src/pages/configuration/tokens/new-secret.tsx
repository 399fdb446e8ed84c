import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { API_ROOT } from '../../../data/mount.ts';
import classes from './tokens.module.css';

/** Browsers let pages copy by themselves on HTTPS and on localhost only; elsewhere people press the keys. */
const COPIES = navigator.clipboard !== undefined;

/** Shown this once. */
export function NewSecret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, say] = useState('');
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(secret);
      say('Copied.');
    } catch {
      say('Selected: press Ctrl-C or Cmd-C to copy it.');
    }
  };
  const Icon = said === 'Copied.' ? IconCheck : IconCopy;
  return (
    <div className={classes['form']}>
      <p className={classes['text']}>
        Copy it now: only its hash is kept, so it <strong>cannot be shown again</strong>.
      </p>
      <div className={classes['secretRow']}>
        <input
          ref={field}
          className={classes['secret']}
          aria-label="Secret"
          readOnly
          value={secret}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          data-autofocus
          size="sm"
          leftSection={<Icon size={14} stroke={1.6} aria-hidden />}
          onClick={() => void copy()}
        >
          {COPIES ? 'Copy' : 'Select'}
        </Button>
      </div>
      <p className={classes['said']} role="status">
        {said}
      </p>
      <p className={classes['text']}>Try it:</p>
      <pre className={classes['example']}>
        {`curl -H "Authorization: Bearer $TOKEN" \\\n  ${new URL('me', API_ROOT).href}`}
      </pre>
      <div className={classes['actions']}>
        <Button variant="default" size="sm" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}
