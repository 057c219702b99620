/**
 * Follows a page's life: wakes the peer when the page wakes (Page Lifecycle), and lets it say goodbye when the page
 * goes for good. Resolves to a function that stops following; outside of pages there is nothing to follow.
 */
export function followPage(wake: () => void, leave: () => void): () => void {
  if (typeof document === 'undefined') {
    return () => {};
  }
  const gone = (event: PageTransitionEvent) => {
    if (!event.persisted) {
      leave();
    }
  };
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener('resume', wake, { signal });
  document.addEventListener('visibilitychange', wake, { signal });
  addEventListener('pageshow', wake, { signal });
  addEventListener('online', wake, { signal });
  addEventListener('pagehide', gone, { signal });
  return () => stop.abort();
}
