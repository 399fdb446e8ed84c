import { notifications } from '@mantine/notifications';

export function notifyFailure(title: string, error: Error): void {
  notifications.show({
    title,
    message: error.message,
    color: 'red',
    autoClose: 8000,
    closeButtonProps: { 'aria-label': 'Dismiss' },
  });
}
