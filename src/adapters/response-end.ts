import type { IncomingMessage, ServerResponse } from 'node:http';

/** nginx's code for a client that closed the connection before it got an answer. */
const CLIENT_CLOSED_REQUEST = 499;

/**
 * Calls `ended` once, when the response is complete or cannot be completed any more. One listener (and not
 * `once`, which wraps it), because listeners are most of what monitoring costs a request.
 */
export function onResponseEnd(request: IncomingMessage, response: ServerResponse, ended: () => void): void {
  let hasEnded = false;
  const endOnce = (): void => {
    if (hasEnded) return;
    hasEnded = true;
    ended();
  };
  response.on('close', endOnce);
  // A pipelined request waits for the connection; if that breaks first, Node before 24 never closes the response.
  if (response.socket === null) request.on('close', () => request.socket.destroyed && endOnce());
}

/** What the client got of a response that has ended. */
export function responseOutcome(
  request: IncomingMessage,
  response: ServerResponse,
): { readonly statusCode: number; readonly aborted: boolean } {
  // Node before 24 calls a response finished even when its last bytes met a broken connection.
  const aborted = !response.writableFinished || Boolean(request.socket?.errored);
  const isUnsent = aborted && !(response.headersSent && wasWritten(response));
  return { statusCode: isUnsent ? CLIENT_CLOSED_REQUEST : response.statusCode, aborted };
}

/** Whether the response ever had the connection: pipelined ones wait for it with their headers made. */
function wasWritten(response: ServerResponse): boolean {
  return response.socket !== null || response.writableFinished;
}
