/** How the service worker answers a request. Apart from the worker, so that it can be tested. */

/** What the worker tells the pages when only its own files are left in the cache. */
export type WorkerMessage = 'activated';

/** The files that make up one version of the application. */
export interface Shell {
  readonly version: string;
  /** Paths from the root, `/` for the page itself. */
  readonly files: readonly string[];
}

/** What answering needs from the worker around it. */
export interface Surroundings {
  readonly origin: string;
  cached(path: string): Promise<Response | undefined>;
  fetch(request: Request, init?: RequestInit): Promise<Response>;
}

/** A master that accepts and says nothing is given up after this many milliseconds. */
export const PATIENCE = 3_000;

/** The answer, or null to let the request go its way as if there were no worker. */
export function answer(
  request: Request,
  shell: Shell,
  around: Surroundings,
): Promise<Response> | null {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== around.origin) {
    return null;
  }
  if (request.mode === 'navigate') {
    return url.pathname === '/' || url.pathname === '/index.html' ? page(request, around) : null;
  }
  return shell.files.includes(url.pathname) ? file(request, url.pathname, around) : null;
}

/** The page: from the network while it answers well and soon, else the copy. */
async function page(request: Request, around: Surroundings): Promise<Response> {
  try {
    const response = await around.fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (response.ok) {
      return response;
    }
    return (await around.cached('/')) ?? response;
  } catch (error) {
    const copy = await around.cached('/');
    if (copy) {
      return copy;
    }
    throw error;
  }
}

/** The other files: the copy, since their names change with their content. */
async function file(request: Request, path: string, around: Surroundings): Promise<Response> {
  return (await around.cached(path)) ?? around.fetch(request);
}
