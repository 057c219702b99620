import { useEffect, useRef } from 'preact/hooks';
import type { Conversation, Conversations } from '../model/conversations';
import { count, shortId } from '../model/format';
import { Avatar } from './avatar';
import { useApplication } from './context';
import { keepFocus } from './focus';

const PRESENCE = { connecting: 'connecting', open: 'connected', closed: 'not connected' } as const;

/** All conversations, to choose one. */
export function ConversationList({ conversations }: { conversations: Conversations }) {
  const { current } = conversations;
  const list = useRef<HTMLElement>(null);
  const last = useRef(current);
  useEffect(() => {
    // Back from a conversation that covered the list.
    if (current === null && last.current !== null) {
      keepFocus(list.current?.querySelector(`[data-peer="${last.current}"]`) ?? null);
    }
    last.current = current;
  }, [current]);
  return (
    <nav ref={list} class="card" aria-labelledby="conversations-title">
      <h2 id="conversations-title">Conversations</h2>
      <ul class="conversations">
        {conversations.list.map((it) => (
          <li key={it.peer}>
            <Entry conversation={it} current={it.peer === current} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Entry({ conversation, current }: { conversation: Conversation; current: boolean }) {
  const { store } = useApplication();
  const { peer, presence, unread, messages } = conversation;
  const last = messages.at(-1);
  return (
    <button
      class="conversation"
      aria-current={current ? 'true' : undefined}
      onClick={() => store.dispatch({ type: 'chat/shown', peer })}
      data-testid="conversation"
      data-peer={peer}
      data-presence={presence}
    >
      <span class={`portrait ${presence}`}>
        <Avatar id={peer} />
      </span>
      <span class="lines">
        <code>{shortId(peer)}</code>
        <span class="sr-only">, {PRESENCE[presence]}. </span>
        <span class="muted ellipsis">
          {last ? `${last.mine ? 'You: ' : ''}${last.text}` : PRESENCE[presence]}
        </span>
      </span>
      {unread > 0 && (
        <span class="badge">
          {unread}
          <span class="sr-only"> unread {count(unread, 'message').replace(/^\d+ /, '')}</span>
        </span>
      )}
    </button>
  );
}
