import './dialog-styles.ts';
import { Modal } from '@mantine/core';
import classes from './help-dialog.module.css';
import { useShell } from './shell-state.ts';
import { SHORTCUTS } from './shortcuts.ts';

export function HelpDialog() {
  const { show } = useShell();
  return (
    <Modal.Root opened onClose={() => show(null)} size={400}>
      <Modal.Overlay />
      <Modal.Content aria-label="Keyboard">
        <Modal.Body>
          <div className={classes['head']}>
            <h2 className={classes['title']}>Keyboard</h2>
            <Modal.CloseButton aria-label="Close" />
          </div>
          <dl className={classes['list']}>
            {SHORTCUTS.map(({ keys, what }) => (
              <div key={what} className={classes['row']}>
                <dt>{what}</dt>
                <dd className={classes['keys']}>
                  {keys.map((key) => (
                    <kbd key={key} className={classes['key']}>
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          <p className={classes['hint']}>
            Drag across a chart to look closer. Arrow keys move through a focused chart, Enter opens a time.
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
