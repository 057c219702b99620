import { GossamerError, type ErrorCode } from './errors.js';

/** Rejects or throws with this code unless the condition holds. */
export function demand(condition: unknown, code: ErrorCode, message?: string): asserts condition {
  if (!condition) {
    throw new GossamerError(code, message);
  }
}

/** Does what the platform may refuse; anything but a GossamerError becomes one with this code. */
export async function attempt<T>(
  code: ErrorCode,
  message: string,
  what: () => T | Promise<T>,
): Promise<T> {
  try {
    return await what();
  } catch (cause) {
    throw cause instanceof GossamerError ? cause : new GossamerError(code, message, { cause });
  }
}
