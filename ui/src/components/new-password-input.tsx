import { PasswordInput } from '@mantine/core';

/** As the API wants it. */
export const MIN_PASSWORD = 8;

interface NewPasswordInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** For a password that is chosen here. */
export function NewPasswordInput({ label, value, onChange }: NewPasswordInputProps) {
  return (
    <PasswordInput
      label={label}
      description={`At least ${MIN_PASSWORD} characters`}
      autoComplete="new-password"
      size="sm"
      required
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': `Show ${label.toLowerCase()}` }}
    />
  );
}
