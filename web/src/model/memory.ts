/** What a tab remembers of its conversations over a reload. */
import type { Conversation, Conversations, Message } from './conversations';

/** Messages of one conversation that are remembered, the newest. */
export const REMEMBERED = 200;

const VERSION = 1;

/** Writes down the conversations of this peer. */
export function written(self: string, conversations: Conversations): string {
  const list = conversations.list.map(({ peer, presence, messages, unread }) => ({
    peer,
    open: presence === 'open',
    unread,
    messages: messages.slice(-REMEMBERED).map(({ mine, text, at, delivery }) => {
      return { mine, text, at, failed: delivery !== 'sent' };
    }),
  }));
  return JSON.stringify({ version: VERSION, self, list });
}

export interface Remembered {
  readonly list: readonly Conversation[];
  /** The peers that were connected. */
  readonly open: readonly string[];
}

/**
 * Reads what was written by the same peer; nothing when it was another one, as in a duplicated tab,
 * or when it is of another version.
 *
 * @param nextKey makes the keys of the messages
 */
export function read(text: string | null, self: string, nextKey: () => number): Remembered {
  const saved = parse(text);
  if (saved?.version !== VERSION || saved.self !== self) {
    return { list: [], open: [] };
  }
  const list = saved.list.map(({ peer, unread, messages }): Conversation => {
    const lines = messages.map(({ mine, text: said, at, failed }): Message => {
      return { key: nextKey(), mine, text: said, at, delivery: failed ? 'failed' : 'sent' };
    });
    return { peer, presence: 'closed', path: null, unread, messages: lines };
  });
  return { list, open: saved.list.filter((it) => it.open).map((it) => it.peer) };
}

interface Saved {
  readonly version: number;
  readonly self: string;
  readonly list: readonly {
    readonly peer: string;
    readonly open: boolean;
    readonly unread: number;
    readonly messages: readonly {
      readonly mine: boolean;
      readonly text: string;
      readonly at: number;
      readonly failed: boolean;
    }[];
  }[];
}

/** The storage belongs to this origin alone: what parses and names its version is ours. */
function parse(text: string | null): Saved | null {
  try {
    return text === null ? null : (JSON.parse(text) as Saved);
  } catch {
    // Cut off or foreign: nothing is remembered.
    return null;
  }
}
