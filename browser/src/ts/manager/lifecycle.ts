import type { Core } from '../routing/core.js';

/**
 * Follows a page's life: wakes the peer when the page wakes (Page Lifecycle), tells it of another network, and lets it say goodbye when the page
 * goes for good. Resolves to a function that stops following; outside of pages there is nothing to follow.
 */
export function followPage(
  host: { tick(): void; tell(input: (core: Core) => void): void },
  peer: { leave(): Promise<void> },
): () => void {
  if (typeof document === 'undefined') {
    return () => {};
  }
  const stop = new AbortController();
  const { signal } = stop;
  for (const type of ['resume', 'visibilitychange', 'pageshow']) {
    // The window sees its document's events on their way down.
    addEventListener(type, () => host.tick(), { signal, capture: true });
  }
  const changed = () => host.tell((core) => core.networkChanged());
  addEventListener('online', changed, { signal });
  addEventListener('offline', changed, { signal });
  (navigator as { connection?: EventTarget }).connection?.addEventListener('change', changed, {
    signal,
  });
  addEventListener(
    'pagehide',
    (event) => {
      if (!event.persisted) {
        void peer.leave();
      }
    },
    { signal },
  );
  return () => stop.abort();
}
