/**
 * Moves the focus to an element when what had it is gone from the page or hidden, so that the
 * keyboard and screen readers go on from there. Otherwise the focus stays where the reader put it.
 */
export function keepFocus(next: HTMLElement | null): void {
  const { activeElement, body } = document;
  const lost =
    !activeElement || activeElement === body || activeElement.getClientRects().length === 0;
  if (lost) {
    next?.focus({ preventScroll: true });
  }
}
