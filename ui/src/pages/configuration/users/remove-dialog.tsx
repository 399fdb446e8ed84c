import type { ApiUserRecord } from '../../../../../src/api/user-contract.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { showFailure } from '../../../components/toast-store.ts';
import { useRemoveUser } from '../../../data/use-users.ts';

interface RemoveDialogProps {
  readonly user: ApiUserRecord;
  readonly onClose: () => void;
}

export function RemoveDialog({ user: { id, username }, onClose }: RemoveDialogProps) {
  const remove = useRemoveUser();
  return (
    <ConfirmDialog
      title={`Delete ${username}?`}
      confirm="Delete"
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(id, {
          onSuccess: onClose,
          onError: (error) => showFailure(`${username} was not deleted`, error),
        })
      }
    >
      <p>{username} is signed out everywhere at once and cannot sign in again. Recorded data stays.</p>
    </ConfirmDialog>
  );
}
