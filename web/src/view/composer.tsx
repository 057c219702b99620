import type { TargetedEvent, TargetedKeyboardEvent, TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { Presence } from '../model/conversations';
import { useApplication } from './context';
import { Icon } from './icon';

/** Characters of one message; far below what a connection carries. */
const LONGEST = 16_000;

/** Where messages are written. Enter sends, with Shift it breaks the line. */
export function Composer({ peer, presence }: { peer: string; presence: Presence }) {
  const application = useApplication();
  const [text, setText] = useState('');
  const send = () => {
    if (text.trim() && presence === 'open') {
      void application.chats.say(peer, text.trim());
      setText('');
    }
  };
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    send();
  };
  const keyed = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter chooses a candidate.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  };
  const attach = (event: TargetedEvent<HTMLInputElement>) => {
    for (const file of event.currentTarget.files ?? []) {
      void application.shareWith(peer, file);
    }
    event.currentTarget.value = '';
  };
  return (
    <form class="composer" onSubmit={submit}>
      <label class="button quiet round" title="Send a file">
        <input class="sr-only" type="file" multiple aria-label="Send a file" onChange={attach} />
        <Icon name="attach" />
      </label>
      <textarea
        class="field grow"
        rows={Math.min(6, text.split('\n').length)}
        maxLength={LONGEST}
        aria-label="Message"
        placeholder={presence === 'open' ? 'Message' : 'Not connected'}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={keyed}
        data-testid="chat-input"
      />
      <button
        class="button primary round"
        type="submit"
        aria-label="Send"
        disabled={presence !== 'open'}
        data-testid="chat-send"
      >
        <Icon name="send" />
      </button>
    </form>
  );
}
