import type { Message } from '../model/conversations';
import { formatTime } from '../model/format';
import { piecesOf } from '../model/links';
import { FileOffer } from './file-offer';

const DELIVERY = { sending: 'sending', sent: '', failed: 'not sent' } as const;

/** One message of a conversation, the last of a group with its time; links to files become buttons. */
export function MessageLine({ message, last }: { message: Message; last: boolean }) {
  const { mine, text, at, delivery } = message;
  return (
    <li class={`message ${mine ? 'mine' : 'theirs'} ${delivery} ${last ? 'last' : ''}`}>
      <span class="sr-only">{mine ? 'You: ' : 'Peer: '}</span>
      <div class="bubble">
        {piecesOf(text).map((piece, index) =>
          piece.kind === 'text' ? (
            <span key={index}>{piece.text}</span>
          ) : (
            <FileOffer key={index} link={piece.link} mine={mine} />
          ),
        )}
      </div>
      {(last || delivery !== 'sent') && (
        <p class="when">
          <time dateTime={new Date(at).toISOString()}>{formatTime(at)}</time>
          {mine && DELIVERY[delivery] && <span> · {DELIVERY[delivery]}</span>}
        </p>
      )}
    </li>
  );
}
