import { CloseButton } from '@mantine/core';
import { dismiss, useToasts } from './toast-store.ts';
import classes from './toasts.module.css';

export function Toasts() {
  return (
    <div className={classes['corner']} role="alert">
      {useToasts().map(({ id, title, text }) => (
        <div key={id} className={classes['toast']}>
          <div>
            <strong>{title}</strong>
            <p className={classes['text']}>{text}</p>
          </div>
          <CloseButton size="sm" aria-label="Dismiss" onClick={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
