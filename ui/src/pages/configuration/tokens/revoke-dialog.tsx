import type { ApiTokenAnswer } from '../../../../../src/api/token-contract.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { showFailure } from '../../../components/toast-store.ts';
import { useRevokeToken } from '../../../data/use-tokens.ts';

interface RevokeDialogProps {
  readonly token: ApiTokenAnswer;
  readonly onClose: () => void;
}

export function RevokeDialog({ token: { id, name, lastUsedAt }, onClose }: RevokeDialogProps) {
  const revoke = useRevokeToken();
  return (
    <ConfirmDialog
      title={`Revoke ${name}?`}
      confirm="Revoke"
      busy={revoke.isPending}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(id, {
          onSuccess: onClose,
          onError: (error) => showFailure(`${name} was not revoked`, error),
        })
      }
    >
      <p>
        {lastUsedAt === null ? 'It was never used.' : 'Programs that use it are refused from now on.'} That cannot be
        undone; another token has another secret.
      </p>
    </ConfirmDialog>
  );
}
