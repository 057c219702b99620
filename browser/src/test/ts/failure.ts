import assert from 'node:assert/strict';
import { GossamerError, type ErrorCode } from '../../ts/errors.js';

function codeOf(error: unknown): ErrorCode {
  assert.ok(error instanceof GossamerError, `not a GossamerError: ${String(error)}`);
  return error.code;
}

/** The code with which a call fails. */
export function failure(call: () => unknown): ErrorCode {
  try {
    call();
  } catch (error) {
    return codeOf(error);
  }
  return assert.fail('it did not fail');
}

/** The code with which a promise is rejected. */
export function rejection(promise: Promise<unknown>): Promise<ErrorCode> {
  return promise.then(() => assert.fail('it was not rejected'), codeOf);
}
