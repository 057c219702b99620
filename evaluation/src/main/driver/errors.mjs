// Kinds of errors: page (the script threw), timeout, gone (page or browser), unsupported (by this
// browser), driver (anything else).
import {ConnectionClosedError, TargetCloseError, TimeoutError, UnsupportedOperation} from 'puppeteer-core';

const GONE = /target closed|session closed|connection closed|detached|disconnected|no such (frame|window)|browser has been closed|page has been closed|websocket is not open/i;

export class DriverError extends Error {
  constructor(kind, message, details = {}) {
    super(message);
    this.kind = kind;
    this.details = details;
  }
}

function kindOf(error) {
  if (error instanceof DriverError) return error.kind;
  if (error instanceof TimeoutError) return 'timeout';
  if (error instanceof TargetCloseError || error instanceof ConnectionClosedError) return 'gone';
  if (error instanceof UnsupportedOperation) return 'unsupported';
  return GONE.test(error?.message ?? '') ? 'gone' : 'driver';
}

export function describe(error) {
  return {
    kind: kindOf(error),
    name: error?.name ?? 'Error',
    message: String(error?.message ?? error),
    stack: String(error?.stack ?? ''),
    ...error?.details,
  };
}

/** The result of the promise, or a timeout error after so many milliseconds. */
export async function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new DriverError('timeout', `${what} took longer than ${Math.round(milliseconds)} ms`)),
      milliseconds,
    );
  });
  promise.catch(() => {}); // when it is late, nobody listens to it any more
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
