import '../../../components/shell/dialog-styles.ts';
import { Modal } from '@mantine/core';
import { useCreateToken } from '../../../data/use-tokens.ts';
import { NewSecret } from './new-secret.tsx';
import { TokenForm } from './token-form.tsx';
import classes from './tokens.module.css';

/** Asks what the token is for, then shows its secret. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const { data: created, isPending, error, mutate } = useCreateToken();
  const title = created === undefined ? 'New API token' : `Secret of ${created.token.name}`;
  return (
    // A click beside it must not take away a secret that nobody can see again.
    <Modal.Root opened onClose={onClose} size={520} closeOnClickOutside={created === undefined}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body>
          <h2 className={classes['title']}>{title}</h2>
          {created === undefined ? (
            <TokenForm busy={isPending} error={error} onCreate={(body) => mutate(body)} onClose={onClose} />
          ) : (
            <NewSecret secret={created.secret} onClose={onClose} />
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
