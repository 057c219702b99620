import { problemOf } from '../model/errors';
import type { Notice } from '../model/notices';
import type { Store } from './store';

/** How long a notice stays, in milliseconds; errors longer, since they take longer to read. */
const STAY = { info: 4_000, good: 4_000, bad: 12_000 } as const;

/** Shows a notice for a while. */
export function notify(
  store: Store,
  tone: Notice['tone'],
  text: string,
  code: string | null = null,
): void {
  const key = store.nextKey();
  store.dispatch({ type: 'notice/shown', notice: { key, tone, text, code } });
  setTimeout(() => store.dispatch({ type: 'notice/dismissed', key }), STAY[tone]);
}

/** Shows an error in people's words; what the reader cancelled is no error. */
export function complain(store: Store, error: unknown): void {
  const { code, text } = problemOf(error);
  if (code !== 'cancelled') {
    notify(store, 'bad', text, code);
  }
}
