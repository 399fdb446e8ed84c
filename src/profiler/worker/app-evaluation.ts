import type { Runtime, Session } from 'node:inspector';

/**
 * Runs an expression on the app's thread, between two of its instructions if it does not come to rest. What stands in it
 * is in nobody's file, so it is kept short.
 */
export function evaluateInApp<Value>(session: Session, expression: string): Promise<Value> {
  return new Promise((resolve, reject) => {
    const parameters = { expression, silent: true, returnByValue: true };
    session.post('Runtime.evaluate', parameters, (error, answer?: Runtime.EvaluateReturnType) => {
      if (error !== null) reject(error);
      else if (answer === undefined) reject(new Error('the app did not answer'));
      else if (answer.exceptionDetails !== undefined) reject(new Error(answer.exceptionDetails.text));
      else resolve(answer.result.value as Value);
    });
  });
}
