import type { Notice } from '../model/notices';
import { useApplication } from './context';
import { Icon } from './icon';

const ICONS = { info: 'people', good: 'check', bad: 'warning' } as const;

/** Messages that pass. The region is always there, so that screen readers watch it. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  const { store } = useApplication();
  return (
    <div class="notices" aria-live="polite" role="status">
      {notices.map(({ key, tone, text, code }) => (
        <div
          key={key}
          class={`notice tone-${tone}`}
          data-testid={tone === 'bad' ? 'error' : 'notice'}
          data-code={code}
        >
          <Icon name={ICONS[tone]} />
          <p>
            {text} {code && <code>{code}</code>}
          </p>
          <button
            class="button quiet round"
            aria-label="Dismiss"
            onClick={() => store.dispatch({ type: 'notice/dismissed', key })}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
