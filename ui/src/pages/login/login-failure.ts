import { ApiError } from '../../data/api-error.ts';

/** What to do next, in one sentence. */
export function explainFailure(error: Error, byLink: boolean): string {
  if (!(error instanceof ApiError)) return error.message;
  if (error.status === 429) return `Too many attempts. Try again ${waitingTime(error.retryAfterSeconds)}.`;
  if (error.status !== 401) return error.message;
  if (byLink)
    return 'This login link was already used or is too old. Restart the app to get a new one, or log in with a password.';
  return 'The username or the password is wrong.';
}

function waitingTime(seconds: number | null): string {
  if (seconds === null) return 'later';
  return seconds < 90 ? `in ${Math.max(1, Math.ceil(seconds))} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}
