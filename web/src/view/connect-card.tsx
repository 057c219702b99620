import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { Dial } from '../model/state';
import { useApplication } from './context';

/** Connects to whatever is pasted; shows what is being connected to. */
export function ConnectCard({ dials }: { dials: readonly Dial[] }) {
  const application = useApplication();
  const [text, setText] = useState('');
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (text.trim()) {
      void application.open(text).then((done) => {
        if (done) {
          setText((now) => (now === text ? '' : now));
        }
      });
    }
  };
  return (
    <section class="card" aria-labelledby="connect-title">
      <h2 id="connect-title">Connect</h2>
      <form class="row" onSubmit={submit}>
        <input
          class="field grow"
          aria-label="Link or id of a peer, or link to a file"
          placeholder="Paste a link or an id"
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          data-testid="connect-input"
        />
        <button class="button primary" type="submit" data-testid="connect-button">
          Connect
        </button>
      </form>
      <ul class="dials">
        {dials.map((dial) => (
          <li key={dial.key} class="row">
            <span class="spinner" />
            <span class="grow ellipsis" role="status">
              Connecting to {dial.label}
            </span>
            <button class="button quiet" onClick={() => application.chats.hangUp(dial.key)}>
              Cancel
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
