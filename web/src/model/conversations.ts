/** The conversations with other peers. */

import type { Path } from '@gossamer/peer';

export type Presence = 'connecting' | 'open' | 'closed';

export interface Message {
  readonly key: number;
  readonly mine: boolean;
  readonly text: string;
  readonly at: number;
  /** Of one's own messages: on its way, handed to the connection, or lost. */
  readonly delivery: 'sending' | 'sent' | 'failed';
}

export interface Conversation {
  readonly peer: string;
  readonly presence: Presence;
  /** How the bytes travel, as the SDK names it; null while there is no connection. */
  readonly path: Path | null;
  readonly messages: readonly Message[];
  readonly unread: number;
}

export interface Conversations {
  /** By peer id, in the order in which they were opened. */
  readonly list: readonly Conversation[];
  /** The peer whose conversation is on screen, or null. */
  readonly current: string | null;
}

/** Older messages of a conversation are forgotten. */
export const MESSAGES_KEPT = 1_000;

export type ConversationAction =
  | { readonly type: 'chat/connecting'; readonly peer: string }
  | { readonly type: 'chat/open'; readonly peer: string; readonly path: Path }
  | { readonly type: 'chat/closed'; readonly peer: string }
  | { readonly type: 'chat/restored'; readonly list: readonly Conversation[] }
  | { readonly type: 'chat/shown'; readonly peer: string | null }
  | { readonly type: 'chat/forgotten'; readonly peer: string }
  | { readonly type: 'chat/message'; readonly peer: string; readonly message: Message }
  | {
      readonly type: 'chat/delivery';
      readonly peer: string;
      readonly key: number;
      readonly delivery: Message['delivery'];
    };

export const noConversations: Conversations = { list: [], current: null };

/** The conversation with a peer, if there is one. */
export function conversationWith(state: Conversations, peer: string | null): Conversation | null {
  return state.list.find((conversation) => conversation.peer === peer) ?? null;
}

/** Messages of one side within this many milliseconds are shown as a group, with one time. */
const GROUP = 120_000;

/** Whether a message is the last of its group. */
export function endsGroup(message: Message, next: Message | undefined): boolean {
  return !next || next.mine !== message.mine || next.at - message.at > GROUP;
}

export function conversations(state: Conversations, action: ConversationAction): Conversations {
  switch (action.type) {
    case 'chat/connecting':
      return change(state, action.peer, (it) => ({ ...it, presence: 'connecting', path: null }));
    case 'chat/open':
      return change(state, action.peer, (it) => ({ ...it, presence: 'open', path: action.path }));
    case 'chat/closed':
      return known(state, action.peer, (it) => ({ ...it, presence: 'closed', path: null }));
    case 'chat/restored': {
      const fresh = action.list.filter((it) => !conversationWith(state, it.peer));
      return { ...state, list: [...fresh, ...state.list] };
    }
    case 'chat/shown':
      return action.peer === null
        ? { ...state, current: null }
        : { ...change(state, action.peer, (it) => ({ ...it, unread: 0 })), current: action.peer };
    case 'chat/forgotten':
      return {
        list: state.list.filter((it) => it.peer !== action.peer),
        current: state.current === action.peer ? null : state.current,
      };
    case 'chat/message':
      return change(state, action.peer, (it) => received(it, action.message, state.current));
    case 'chat/delivery':
      return known(state, action.peer, (it) => ({
        ...it,
        messages: it.messages.map((message) =>
          message.key === action.key ? { ...message, delivery: action.delivery } : message,
        ),
      }));
  }
}

function received(it: Conversation, message: Message, current: string | null): Conversation {
  const seen = message.mine || current === it.peer;
  return {
    ...it,
    messages: [...it.messages, message].slice(-MESSAGES_KEPT),
    unread: seen ? it.unread : it.unread + 1,
  };
}

function known(
  state: Conversations,
  peer: string,
  next: (it: Conversation) => Conversation,
): Conversations {
  return { ...state, list: state.list.map((it) => (it.peer === peer ? next(it) : it)) };
}

/** As {@link known}, and a peer that was not known becomes a conversation. */
function change(
  state: Conversations,
  peer: string,
  next: (it: Conversation) => Conversation,
): Conversations {
  if (conversationWith(state, peer)) {
    return known(state, peer, next);
  }
  const fresh: Conversation = { peer, presence: 'closed', path: null, messages: [], unread: 0 };
  return { ...state, list: [...state.list, next(fresh)] };
}
