import './shell/dialog-styles.ts';
import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './confirm-dialog.module.css';

interface FormDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Of the button: what it does. */
  readonly submit: string;
  readonly disabled?: boolean;
  readonly busy: boolean;
  /** Of the last try. */
  readonly error: Error | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** A few fields to fill in; what the server says against them is shown below. */
export function FormDialog(props: FormDialogProps) {
  const { title, children, submit, disabled = false, busy, error, onSubmit, onClose } = props;
  return (
    <Modal.Root opened onClose={onClose} size={420}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body>
          <form
            className={classes['form']}
            onSubmit={(event) => {
              event.preventDefault();
              onSubmit();
            }}
          >
            <h2 className={classes['title']}>{title}</h2>
            {children}
            {error !== null && (
              <p className={classes['error']} role="alert">
                {error.message}
              </p>
            )}
            <div className={classes['actions']}>
              <Button variant="default" size="sm" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" size="sm" disabled={disabled} loading={busy}>
                {submit}
              </Button>
            </div>
          </form>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
