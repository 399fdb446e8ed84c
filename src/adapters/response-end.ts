import type { IncomingMessage, ServerResponse } from 'node:http';

/** nginx's code for a client that closed the connection before it got an answer. */
const CLIENT_CLOSED_REQUEST = 499;

/**
 * Calls `ended` when the response is complete or cannot be completed any more; rarely it calls more than once. One
 * listener (and not `once`, which wraps it), because listeners are most of what monitoring costs a request.
 */
export function onResponseEnd(request: IncomingMessage, response: ServerResponse, ended: () => void): void {
  response.on('close', ended);
  // A pipelined request waits for the connection; if that breaks first, Node before 24 never closes the response.
  if (response.socket === null) onConnectionEnd(request, ended);
}

function onConnectionEnd(request: IncomingMessage, ended: () => void): void {
  request.on('close', () => request.socket.destroyed && ended());
}

/** What the client got of a response that has ended. */
export function responseOutcome(
  request: IncomingMessage,
  response: ServerResponse,
): { readonly statusCode: number; readonly aborted: boolean } {
  // Node before 24 calls a response finished even when its last bytes met a broken connection.
  const isBroken = Boolean(request.socket?.errored);
  // Node parts a response that it has written from the connection: sooner asked than `writableFinished`.
  const isWritten = (response.socket === null && response.writableLength === 0) || response.writableFinished;
  if (isWritten && !isBroken) return { statusCode: response.statusCode, aborted: false };
  const isUnsent = !(response.headersSent && wasWritten(response));
  return { statusCode: isUnsent ? CLIENT_CLOSED_REQUEST : response.statusCode, aborted: true };
}

/** Whether the response ever had the connection: pipelined ones wait for it with their headers made. */
function wasWritten(response: ServerResponse): boolean {
  return response.socket !== null || response.writableFinished;
}
