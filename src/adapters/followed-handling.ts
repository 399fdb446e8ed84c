/** Calls `handle` as a part of what is followed. */
export type FollowHandling = (handle: () => void) => void;

/** Lets the app handle its request exactly once, and throws only what the app threw, whatever `follow` does. */
export function handleFollowed(follow: FollowHandling, handle: () => void): void {
  let isHandled = false;
  let failure: { readonly error: unknown } | null = null;
  const handleOnce = (): void => {
    if (isHandled) return;
    isHandled = true;
    try {
      handle();
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  try {
    follow(handleOnce);
  } catch {
    // The app's own failure is kept, and whoever follows counts theirs.
  }
  handleOnce();
  rethrow(failure);
}

function rethrow(failure: { readonly error: unknown } | null): void {
  if (failure !== null) throw failure.error;
}
