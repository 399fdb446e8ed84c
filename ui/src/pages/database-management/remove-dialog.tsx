import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApiEndpoint } from '../../../../src/api/contract.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { showFailure } from '../../components/toast-store.ts';
import { useRemoveEndpoint } from '../../data/use-admin.ts';
import { formatExactCount } from '../../format/count.ts';

interface RemoveDialogProps {
  readonly endpoint: ApiEndpoint;
  readonly onClose: () => void;
}

/** The name is typed, since nothing brings it back. */
export function RemoveDialog({ endpoint: { id, name, requestsOverall }, onClose }: RemoveDialogProps) {
  const [typed, setTyped] = useState('');
  const remove = useRemoveEndpoint();
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      confirm="Delete for good"
      disabled={typed.trim() !== name}
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(id, {
          onSuccess: onClose,
          onError: (error) => showFailure(`${name} was not deleted`, error),
        })
      }
    >
      <p>
        Its <strong>{formatExactCount(requestsOverall)} requests</strong>, all figures made of them, outliers and
        profiles go for good. If your app still has it, it comes back, empty, with its next request.
      </p>
      <TextInput
        mt={12}
        size="sm"
        label={`Type ${name} to go on`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
