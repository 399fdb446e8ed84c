import './shell/dialog-styles.ts';
import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './confirm-dialog.module.css';

interface ConfirmDialogProps {
  readonly title: string;
  /** Names what goes. */
  readonly children: ReactNode;
  /** Of the button: what it does. */
  readonly confirm: string;
  readonly disabled?: boolean;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something goes for good. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirm, disabled = false, busy, onConfirm, onClose } = props;
  return (
    <Modal.Root opened onClose={onClose} size={460}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body>
          <h2 className={classes['title']}>{title}</h2>
          <div className={classes['text']}>{children}</div>
          <div className={classes['actions']}>
            <Button variant="default" size="sm" data-autofocus onClick={onClose}>
              Keep it
            </Button>
            <Button color="red" size="sm" disabled={disabled} loading={busy} onClick={onConfirm}>
              {confirm}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
