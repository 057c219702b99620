import { useEffect, useRef } from 'preact/hooks';
import { complain } from '../control/notify';
import { type Conversation, endsGroup } from '../model/conversations';
import { shortId } from '../model/format';
import { pathMeaning, pathWords } from '../model/words';
import { Avatar } from './avatar';
import { Composer } from './composer';
import { useApplication } from './context';
import { keepFocus } from './focus';
import { Icon } from './icon';
import { MessageLine } from './message-line';

/** One conversation: who it is with, what was said, what to say. */
export function ConversationView({ conversation }: { conversation: Conversation }) {
  const { peer, presence, messages } = conversation;
  const section = useRef<HTMLElement>(null);
  useEffect(() => keepFocus(section.current), [peer]);
  return (
    <section class="talk" aria-labelledby="talk-title" tabIndex={-1} ref={section}>
      <Head conversation={conversation} />
      <Log conversation={conversation} />
      {presence === 'closed' && messages.length > 0 && (
        <p class="muted centred">{shortId(peer)} is not connected any more.</p>
      )}
      <Composer key={peer} peer={peer} presence={presence} />
    </section>
  );
}

function Head({ conversation }: { conversation: Conversation }) {
  const { chats, store } = useApplication();
  const { peer, presence, path } = conversation;
  const reconnect = async () => {
    const error = await chats.reconnect(peer);
    if (error) {
      complain(store, error);
    }
  };
  const words =
    presence === 'open' && path
      ? pathWords(path)
      : presence === 'connecting'
        ? 'Connecting…'
        : 'Not connected';
  return (
    <header class="talk-head">
      <button
        class="button quiet round back"
        aria-label="Back to all conversations"
        onClick={() => store.dispatch({ type: 'chat/shown', peer: null })}
      >
        <Icon name="back" />
      </button>
      <Avatar id={peer} />
      <div class="grow">
        <h2 id="talk-title">
          <code title={peer}>{shortId(peer)}</code>
        </h2>
        <p
          class={`path path-${presence === 'open' ? path : presence}`}
          title={presence === 'open' && path ? pathMeaning(path) : undefined}
          data-testid="path"
        >
          {words}
        </p>
      </div>
      {presence === 'closed' && (
        <button class="button" onClick={() => void reconnect()}>
          Reconnect
        </button>
      )}
      <button
        class="button quiet round"
        aria-label="End this conversation"
        title="End this conversation"
        onClick={() => chats.forget(peer)}
      >
        <Icon name="close" />
      </button>
    </header>
  );
}

function Log({ conversation }: { conversation: Conversation }) {
  const log = useRef<HTMLDivElement>(null);
  const { messages, peer } = conversation;
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [messages.length, peer]);
  return (
    <div
      class="log"
      role="log"
      aria-label={`Messages with ${shortId(peer)}`}
      tabIndex={0}
      ref={log}
      data-testid="chat-log"
    >
      {messages.length === 0 && (
        <p class="muted centred">Say hello. Messages go from browser to browser.</p>
      )}
      <ol>
        {messages.map((message, index) => (
          <MessageLine
            key={message.key}
            message={message}
            last={endsGroup(message, messages[index + 1])}
          />
        ))}
      </ol>
    </div>
  );
}
