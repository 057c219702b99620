import { formatDuration } from '../model/format';
import type { State } from '../model/state';
import { standing } from '../model/status';
import { useApplication, useNow } from './context';
import { Icon } from './icon';

/** What the reader should know before anything else: no network, no masters, a newer version. */
export function Banner({ state }: { state: State }) {
  if (state.phase === 'failed') {
    return <Failed state={state} />;
  }
  if (state.phase === 'joined') {
    const { tone, detail } = standing(state.phase, state.network, state.detached);
    if (tone === 'bad' || tone === 'warn') {
      return <Lonely detail={detail} tone={tone} />;
    }
  }
  return state.updateReady ? <Update /> : null;
}

function Failed({ state }: { state: State }) {
  const application = useApplication();
  const now = useNow(true);
  const { problem, retryAt } = state.failure ?? { problem: null, retryAt: 0 };
  return (
    <div class="banner tone-bad">
      <Icon name="warning" />
      <p>
        <strong>No network.</strong> <span data-testid="error">{problem?.text}</span>{' '}
        <code>{problem?.code}</code>
        <br />
        The application itself is kept on this device. Next try in{' '}
        {formatDuration((retryAt - now) / 1000)}.
      </p>
      <button class="button" onClick={() => void application.session.start()}>
        Try again
      </button>
    </div>
  );
}

function Lonely({ detail, tone }: { detail: string; tone: 'bad' | 'warn' }) {
  const application = useApplication();
  return (
    <div class={`banner tone-${tone}`}>
      <Icon name="warning" />
      <p>{detail}</p>
      <button class="button" onClick={() => void application.session.start()}>
        Look for masters
      </button>
    </div>
  );
}

function Update() {
  const application = useApplication();
  return (
    <div class="banner tone-wait">
      <Icon name="download" />
      <p>A newer version is ready. Open chats and transfers end when you reload.</p>
      <button class="button" onClick={() => application.shell.update()}>
        Reload
      </button>
    </div>
  );
}
